package fovea.format.torch;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.torch.container.Budget;
import fovea.format.torch.container.PickleSource;
import fovea.format.torch.container.Strided;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.function.Function;

/** The elements of a file, of which tensors are views. */
final class Storages {

  /** What may be copied beyond twice the size of the file. */
  private static final long FREE_COPIES = 1L << 26;

  private final Function<String, MemorySegment> byKey;
  private final ByteOrder order;
  private final Budget copies;

  /**
   * Elements by key of their storage.
   *
   * @param byKey throws a {@link FormatException} for a key that is not in the file
   * @param order of the bytes of each element
   * @param fileBytes size of the whole file, which bounds what is copied
   */
  Storages(Function<String, MemorySegment> byKey, ByteOrder order, long fileBytes) {
    this.byKey = byKey;
    this.order = order;
    this.copies = new Budget("tensors that are no views", FREE_COPIES + 2 * fileBytes);
  }

  /** A tensor of elements row by row: a view where they lie so, else a copy. */
  TorchValue.Tensor read(Item.Tensor tensor) {
    Strided layout = tensor.layout;
    int size = tensor.type.bytes();
    long bytes = TensorFunctions.bytes(layout.elements(), tensor.type);
    if (bytes == 0) {
      return new TorchValue.Tensor(tensor.type, layout.shape(), MemorySegment.ofArray(new byte[0]));
    }
    MemorySegment storage = bytes(tensor.storage);
    boolean swapped = order == ByteOrder.BIG_ENDIAN && size > 1;
    MemorySegment elements;
    if (layout.isContiguous() && !swapped) {
      elements = storage.asSlice(layout.offset() * size, bytes);
    } else {
      copies.spend(bytes);
      elements = Arena.ofAuto().allocate(bytes, Long.BYTES);
      gather(storage, tensor, elements);
      if (swapped) {
        swap(elements, tensor.type);
      }
    }
    return new TorchValue.Tensor(tensor.type, layout.shape(), elements.asReadOnly());
  }

  private MemorySegment bytes(Item.Storage storage) {
    MemorySegment all = byKey.apply(storage.key());
    if (storage.begin() > all.byteSize() || storage.bytes() > all.byteSize() - storage.begin()) {
      throw new FormatException(
          "storage " + FormatException.excerpt(storage.key()),
          String.format(
              Locale.ROOT,
              "expected %,d bytes from byte %,d, found %,d in all",
              storage.bytes(),
              storage.begin(),
              all.byteSize()),
          PickleSource.AGAIN);
    }
    return all.asSlice(storage.begin(), storage.bytes());
  }

  /** Walks over the elements in the order of the result, like the wheels of an odometer. */
  private static void gather(MemorySegment storage, Item.Tensor tensor, MemorySegment elements) {
    long[] shape = tensor.layout.shape().stream().mapToLong(Long::longValue).toArray();
    long[] strides = tensor.layout.strides().stream().mapToLong(Long::longValue).toArray();
    int size = tensor.type.bytes();
    var index = new long[shape.length];
    long from = tensor.layout.offset();
    for (long to = 0; to < elements.byteSize(); to += size) {
      MemorySegment.copy(storage, from * size, elements, to, size);
      for (int i = shape.length - 1; i >= 0; i--) {
        from += strides[i];
        if (++index[i] < shape[i]) {
          break;
        }
        from -= strides[i] * shape[i];
        index[i] = 0;
      }
    }
  }

  private static void swap(MemorySegment elements, ArrayDType type) {
    long count = elements.byteSize() / type.bytes();
    for (long i = 0; i < count; i++) {
      switch (type.bytes()) {
        case 2 ->
            elements.setAtIndex(
                ValueLayout.JAVA_SHORT,
                i,
                Short.reverseBytes(elements.getAtIndex(ValueLayout.JAVA_SHORT, i)));
        case 4 ->
            elements.setAtIndex(
                ValueLayout.JAVA_INT,
                i,
                Integer.reverseBytes(elements.getAtIndex(ValueLayout.JAVA_INT, i)));
        default ->
            elements.setAtIndex(
                ValueLayout.JAVA_LONG,
                i,
                Long.reverseBytes(elements.getAtIndex(ValueLayout.JAVA_LONG, i)));
      }
    }
  }
}
