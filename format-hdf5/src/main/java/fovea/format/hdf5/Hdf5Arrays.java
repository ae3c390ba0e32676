package fovea.format.hdf5;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.CompactDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Arrays of an HDF5 file: in place where they lie in one piece, copied where they are compressed or
 * big-endian. Sizes are checked before anything is allocated.
 */
final class Hdf5Arrays {
  private static final int MOST_DIMENSIONS = 32;

  private final MemorySegment content;
  private final long base;
  private final Chunks chunks;
  private long claimed;

  /** Arrays of the file with these bytes, whose addresses count from {@code base}. */
  Hdf5Arrays(MemorySegment content, long base) {
    this.content = content;
    this.base = base;
    this.chunks = new Chunks(content.byteSize());
  }

  /**
   * The numbers of {@code dataset}.
   *
   * @throws FormatException if they are no numbers, or lie about their size
   */
  NamedArray read(String name, Dataset dataset) {
    try {
      List<Long> shape = Arrays.stream(dataset.getDimensionsAsLong()).boxed().toList();
      ArrayDType type = type(dataset.getDataType());
      MemorySegment data = data(dataset, bytes(type, shape));
      return new NamedArray(name, type, shape, littleEndian(data, dataset.getDataType()));
    } catch (FormatException e) {
      throw e.within("array " + Hdf5.excerpt(name));
    }
  }

  private MemorySegment data(Dataset dataset, long bytes) {
    if (bytes == 0) {
      return MemorySegment.ofArray(new byte[0]);
    }
    return switch (dataset) {
      case ContiguousDataset inPlace -> inPlace(inPlace.getDataAddress(), bytes);
      case ChunkedDataset pieces -> chunks.read(pieces, bytes);
      case CompactDataset small -> compact(small.getDataBuffer(), bytes);
      default -> throw new FormatException("layout", "expected one that is known", Hdf5.AGAIN);
    };
  }

  private MemorySegment inPlace(long address, long bytes) {
    if (address < 0 || base + address < 0 || bytes > content.byteSize() - base - address) {
      throw new FormatException(
          "data",
          String.format(
              Locale.ROOT,
              "expected %,d bytes at %s, found a file of %,d bytes",
              bytes,
              Long.toUnsignedString(address),
              content.byteSize()),
          Hdf5.AGAIN);
    }
    claimed += bytes;
    if (claimed > content.byteSize()) {
      throw new FormatException(
          "data", "expected arrays that lie side by side, found some that overlap", Hdf5.AGAIN);
    }
    return content.asSlice(base + address, bytes);
  }

  private static MemorySegment compact(ByteBuffer data, long bytes) {
    MemorySegment all = MemorySegment.ofBuffer(data);
    if (all.byteSize() < bytes) {
      throw new FormatException(
          "data",
          String.format(Locale.ROOT, "expected %,d bytes, found %,d", bytes, all.byteSize()),
          Hdf5.AGAIN);
    }
    return all.asSlice(0, bytes);
  }

  private static long bytes(ArrayDType type, List<Long> shape) {
    if (shape.size() > MOST_DIMENSIONS) {
      throw new FormatException(
          "shape", "expected few dimensions, found " + shape.size(), Hdf5.AGAIN);
    }
    long bytes = type.bytes();
    try {
      for (long size : shape) {
        bytes = Math.multiplyExact(bytes, size);
      }
    } catch (ArithmeticException e) {
      bytes = -1;
    }
    if (bytes < 0) {
      throw new FormatException(
          "shape", "expected sizes that fit 64 bits, found " + shape, Hdf5.AGAIN);
    }
    return bytes;
  }

  private static ArrayDType type(DataType type) {
    return known(type)
        .orElseThrow(
            () ->
                new FormatException(
                    "data",
                    "expected whole or real numbers of a usual size, found HDF5's type class "
                        + type.getDataClass()
                        + " of "
                        + type.getSize()
                        + " bytes",
                    "Save the model with float32 weights"));
  }

  private static Optional<ArrayDType> known(DataType type) {
    return switch (type) {
      case FloatingPoint real -> real(real);
      case FixedPoint whole ->
          switch (whole.getSize()) {
            case 1 -> Optional.of(whole.isSigned() ? ArrayDType.I8 : ArrayDType.U8);
            case 2 -> signed(whole, ArrayDType.I16);
            case 4 -> signed(whole, ArrayDType.I32);
            case 8 -> signed(whole, ArrayDType.I64);
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static Optional<ArrayDType> signed(FixedPoint whole, ArrayDType type) {
    return whole.isSigned() ? Optional.of(type) : Optional.empty();
  }

  /** IEEE's types, and bfloat16, are told apart by the bits of their exponents. */
  private static Optional<ArrayDType> real(FloatingPoint real) {
    return switch (real.getSize() * 100 + real.getExponentSize()) {
      case 811 -> Optional.of(ArrayDType.F64);
      case 408 -> Optional.of(ArrayDType.F32);
      case 205 -> Optional.of(ArrayDType.F16);
      case 208 -> Optional.of(ArrayDType.BF16);
      default -> Optional.empty();
    };
  }

  private static MemorySegment littleEndian(MemorySegment data, DataType type) {
    if (!(type instanceof OrderedDataType ordered)
        || ordered.getByteOrder() == ByteOrder.LITTLE_ENDIAN
        || type.getSize() == 1) {
      return data;
    }
    int size = type.getSize();
    byte[] bytes = data.toArray(ValueLayout.JAVA_BYTE);
    for (int start = 0; start < bytes.length; start += size) {
      for (int i = 0; i < size / 2; i++) {
        byte first = bytes[start + i];
        bytes[start + i] = bytes[start + size - 1 - i];
        bytes[start + size - 1 - i] = first;
      }
    }
    return MemorySegment.ofArray(bytes);
  }
}
