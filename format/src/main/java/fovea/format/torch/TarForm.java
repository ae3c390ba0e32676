package fovea.format.torch;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.torch.container.PickleSource;
import fovea.format.torch.container.Strided;
import fovea.format.torch.container.TarDirectory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The form of PyTorch 0.1: a tar file with the storages, the tensors that view them, and a pickle
 * that names these tensors by number.
 */
final class TarForm {

  private final long fileBytes;
  private final Map<String, MemorySegment> entries;
  private final Map<String, MemorySegment> storages = new HashMap<>();

  /** Storages and tensors by their number. */
  private final Map<String, Item> objects = new HashMap<>();

  private TarForm(MemorySegment file) {
    this.fileBytes = file.byteSize();
    this.entries = TarDirectory.read(file);
  }

  static TorchValue read(MemorySegment file) {
    return new TarForm(file).content();
  }

  private TorchValue content() {
    readStorages(source("storages"));
    readTensors(source("tensors"));
    Item root = PickleMachine.run(source("pickle"), this::object);
    return new Freezer(new Storages(this::bytes, ByteOrder.LITTLE_ENDIAN, fileBytes)).freeze(root);
  }

  private PickleSource source(String name) {
    MemorySegment entry = entries.get(name);
    if (entry == null) {
      throw new FormatException(
          "tar file",
          "expected an entry %s, found none".formatted(name),
          "This is no file of torch.save, or a damaged one; check the path");
    }
    return new PickleSource(entry, name);
  }

  private void readStorages(PickleSource source) {
    long count = number(PickleMachine.run(source), source);
    for (long i = 0; i < count; i++) {
      PickleArguments entry = tuple(PickleMachine.run(source), source);
      if (!(entry.item(2) instanceof Item.StorageClass(var type))) {
        throw source.error(
            "expected the class of a storage, found another value", PickleSource.AGAIN);
      }
      String key = key(entry.item(0), source);
      long bytes = TensorFunctions.bytes(source.i64(), type.orElse(ArrayDType.U8));
      storages.put(key, source.slice(bytes));
      objects.put(key, new Item.Storage(key, type, 0, bytes));
    }
    if (!(PickleMachine.run(source) instanceof Item.Sequence views)) {
      throw source.error("expected a list of views, found another value", PickleSource.AGAIN);
    }
    for (Item view : views.items) {
      PickleArguments numbers = tuple(view, source);
      Item.Storage root = storage(numbers.item(1), source);
      ArrayDType type = root.type().orElse(ArrayDType.U8);
      long begin = TensorFunctions.bytes(numbers.whole(2), type);
      long bytes = TensorFunctions.bytes(numbers.whole(3), type);
      if (begin > root.bytes() || bytes > root.bytes() - begin) {
        throw source.error(
            "expected a view inside its storage, found one beyond", PickleSource.AGAIN);
      }
      objects.put(
          key(numbers.item(0), source),
          new Item.Storage(root.key(), root.type(), root.begin() + begin, bytes));
    }
  }

  private void readTensors(PickleSource source) {
    long count = number(PickleMachine.run(source), source);
    for (long i = 0; i < count; i++) {
      PickleArguments entry = tuple(PickleMachine.run(source), source);
      int dimensions = source.i32();
      // Written as 64 bits of which the upper half was never set.
      source.i32();
      if (dimensions < 0 || dimensions > Strided.MAX_DIMENSIONS) {
        throw source.error(
            String.format(
                Locale.ROOT,
                "expected at most %d dimensions, found %,d",
                Strided.MAX_DIMENSIONS,
                dimensions),
            PickleSource.AGAIN);
      }
      List<Long> shape = numbers(dimensions, source);
      List<Long> strides = numbers(dimensions, source);
      long offset = source.i64();
      objects.put(
          key(entry.item(0), source), tensor(entry, new Strided(offset, shape, strides), source));
    }
  }

  private Item tensor(PickleArguments entry, Strided layout, PickleSource source) {
    // In those days a tensor without dimensions was empty, and had no storage.
    boolean empty = layout.shape().isEmpty();
    Strided known = empty ? new Strided(0, List.of(0L), List.of(1L)) : layout;
    if (entry.item(1) instanceof Item.Constant(TorchValue.None())) {
      if (!(entry.item(2) instanceof Item.ScalarType(ArrayDType type))) {
        throw source.error(
            "expected the class of a tensor, found another value", PickleSource.AGAIN);
      }
      return TensorFunctions.tensor(new Item.Storage("", Optional.of(type), 0, 0), type, known);
    }
    Item.Storage storage = storage(entry.item(1), source);
    return TensorFunctions.tensor(storage, storage.type().orElse(ArrayDType.U8), known);
  }

  private Item.Storage storage(Item key, PickleSource source) {
    if (objects.get(key(key, source)) instanceof Item.Storage storage) {
      return storage;
    }
    throw source.error("expected a storage of the file, found none", PickleSource.AGAIN);
  }

  private Item object(PickleArguments identifier) {
    Item found = objects.get(identifier.text(0));
    if (identifier.count() != 1 || found == null) {
      throw identifier.error("expected a tensor or storage of the file, found none");
    }
    return found;
  }

  private MemorySegment bytes(String key) {
    return storages.getOrDefault(key, MemorySegment.NULL);
  }

  private static List<Long> numbers(int count, PickleSource source) {
    var numbers = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      numbers.add(source.i64());
    }
    return numbers;
  }

  private static PickleArguments tuple(Item item, PickleSource source) {
    if (item instanceof Item.Sequence sequence) {
      return new PickleArguments("tuple", sequence.items, source.texts());
    }
    throw source.error("expected a tuple, found another value", PickleSource.AGAIN);
  }

  private static long number(Item item, PickleSource source) {
    if (item instanceof Item.Constant(TorchValue.Whole number)) {
      return number.toLong();
    }
    throw source.error("expected a number, found another value", PickleSource.AGAIN);
  }

  private static String key(Item item, PickleSource source) {
    return Long.toString(number(item, source));
  }
}
