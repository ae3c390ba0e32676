package fovea.format.torch;

import fovea.format.ArrayDType;
import fovea.format.torch.container.Strided;
import java.util.List;
import java.util.Locale;

/** The functions by which PyTorch puts tensors together, and those that name storages. */
final class TensorFunctions {

  private TensorFunctions() {}

  /** {@code _rebuild_tensor(storage, offset, shape, strides, …)}. */
  static Item rebuild(PickleArguments arguments) {
    requirePlain(arguments, 6);
    return tensor(arguments, arguments.storage(0).type().orElse(ArrayDType.U8));
  }

  /** {@code _rebuild_tensor_v3(storage, offset, shape, strides, grad, hooks, dtype, …)}. */
  static Item rebuildTyped(PickleArguments arguments) {
    if (!(arguments.item(6) instanceof Item.ScalarType(ArrayDType type))) {
      throw arguments.error("expected a dtype as argument 7, found another value");
    }
    requirePlain(arguments, 7);
    return tensor(arguments, type);
  }

  /** {@code _rebuild_from_type_v2(function, class, arguments, attributes)}. */
  static Item rebuildFromType(PickleArguments arguments) {
    if (!(arguments.item(0) instanceof Item.Callable callable)
        || callable.name().equals(arguments.function())) {
      throw arguments.error("expected a function as argument 1, found another value");
    }
    return callable
        .body()
        .apply(new PickleArguments(callable.name(), arguments.sequence(2), arguments.copies()));
  }

  /**
   * The storage that an identifier names: {@code ("storage", class, key, device, elements)}; the
   * rest, if there is any, is the caller's.
   */
  static Item.Storage storage(PickleArguments identifier) {
    if (!identifier.text(0).equals("storage")
        || !(identifier.item(1) instanceof Item.StorageClass(var type))) {
      throw identifier.error("expected a storage and its class, found other values");
    }
    long bytes = bytes(identifier.whole(4), type.orElse(ArrayDType.U8));
    return new Item.Storage(identifier.text(2), type, 0, bytes);
  }

  /** Newer files may say in a last argument that elements are to be negated or conjugated. */
  private static void requirePlain(PickleArguments arguments, int index) {
    if (arguments.count() > index
        && arguments.item(index) instanceof Item.Mapping mapping
        && !mapping.entries.isEmpty()) {
      throw arguments.error("expected a plain tensor, found one to be negated or conjugated");
    }
  }

  /** Size of so many elements. */
  static long bytes(long elements, ArrayDType type) {
    if (elements < 0 || elements > Long.MAX_VALUE / type.bytes()) {
      throw Strided.damaged(
          String.format(
              Locale.ROOT,
              "expected a number of elements that fits into 64 bits, found %,d",
              elements));
    }
    return elements * type.bytes();
  }

  /** A tensor whose elements lie inside its storage. */
  static Item.Tensor tensor(Item.Storage storage, ArrayDType type, Strided layout) {
    long needed = bytes(layout.extent(), type);
    if (needed > storage.bytes()) {
      throw Strided.damaged(
          String.format(
              Locale.ROOT,
              "expected a storage of at least %,d bytes for shape %s, strides %s, offset %,d, found %,d",
              needed,
              layout.shape(),
              layout.strides(),
              layout.offset(),
              storage.bytes()));
    }
    return new Item.Tensor(storage, type, layout);
  }

  private static Item.Tensor tensor(PickleArguments arguments, ArrayDType type) {
    List<Long> shape = arguments.wholes(2);
    var layout = new Strided(arguments.whole(1), shape, arguments.wholes(3));
    return tensor(arguments.storage(0), type, layout);
  }
}
