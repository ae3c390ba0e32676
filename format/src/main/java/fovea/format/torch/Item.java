package fovea.format.torch;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.torch.container.PickleSource;
import fovea.format.torch.container.Strided;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What lies on the stack of the pickle machine; containers may still change. */
sealed interface Item {

  /** A value that is finished. */
  record Constant(TorchValue value) implements Item {}

  /** Raw bytes; whoever makes the item gives the array away. */
  @SuppressWarnings("ArrayRecordComponent")
  record Binary(byte[] bytes) implements Item {}

  /** Which of Python's classes a sequence stands for. */
  enum Kind {
    LIST,
    TUPLE,
    SET
  }

  /** A list, tuple or set; equal to itself only, since a list can change. */
  final class Sequence implements Item {

    final Kind kind;
    final List<Item> items;

    Sequence(Kind kind, List<Item> items) {
      this.kind = kind;
      this.items = items;
    }

    static Sequence tuple(List<Item> items) {
      return new Sequence(Kind.TUPLE, items);
    }

    static Sequence list(List<Item> items) {
      return new Sequence(Kind.LIST, items);
    }

    static Sequence set(List<Item> items) {
      return new Sequence(Kind.SET, items);
    }
  }

  /** A dictionary; equal to itself only. */
  final class Mapping implements Item {

    final Map<String, Item> entries = new LinkedHashMap<>();

    /** Whether the entries are the attributes of an object. */
    final boolean isObject;

    Mapping(boolean isObject) {
      this.isObject = isObject;
    }

    Mapping() {
      this(false);
    }

    /** Sets an entry, as Python does: the last value of a key stays, at the first one's place. */
    void put(Item key, Item value) {
      entries.put(keyText(key), value);
    }

    private static String keyText(Item key) {
      if (key instanceof Constant(TorchValue value)) {
        return switch (value) {
          case TorchValue.Text(String text) -> text;
          case TorchValue.Whole(var number) -> number.toString();
          case TorchValue.Real(double number) -> Double.toString(number);
          case TorchValue.Truth(boolean truth) -> truth ? "True" : "False";
          case TorchValue.None() -> "None";
          case TorchValue.Other(String description) -> description;
          case TorchValue.Dict _, TorchValue.Sequence _, TorchValue.Tensor _ ->
              throw new IllegalStateException("no constant");
        };
      }
      throw new FormatException(
          "dictionary",
          "expected text or a number as key, found another value",
          PickleSource.SAVE_WEIGHTS);
    }
  }

  /** A function or class of the allow-list. */
  record Callable(String name, Function<PickleArguments, Item> body) implements Item {}

  /** The class of a storage; one without a type is counted in bytes. */
  record StorageClass(Optional<ArrayDType> type) implements Item {}

  /** The type of a tensor's elements as a value of its own. */
  record ScalarType(ArrayDType type) implements Item {}

  /** NumPy's code of an element type. */
  record NumpyType(String code) implements Item {}

  /**
   * A run of elements somewhere in the file.
   *
   * @param key of the storage that holds them
   * @param type of the elements; empty if they are counted in bytes
   * @param begin first byte, from the beginning of that storage
   * @param bytes size as the pickle claims it
   */
  record Storage(String key, Optional<ArrayDType> type, long begin, long bytes) implements Item {}

  /** A tensor, its numbers checked against the storage but not yet read. */
  final class Tensor implements Item {

    final Storage storage;
    final ArrayDType type;
    final Strided layout;

    Tensor(Storage storage, ArrayDType type, Strided layout) {
      this.storage = storage;
      this.type = type;
      this.layout = layout;
    }
  }
}
