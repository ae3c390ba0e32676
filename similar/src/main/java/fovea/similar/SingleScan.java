package fovea.similar;

import fovea.graph.Compiled;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/** Vectors of singles: the engine multiplies blocks of them, as they lie in the file. */
final class SingleScan implements VectorScan {

  /** Bytes of a block: large enough that starting a plan costs nothing beside it. */
  private static final long BLOCK = 64L << 20;

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int size;
  private final int dimension;
  private final MemorySegment data;
  private final Compiled product = Compiled.of(in -> List.of(in.getFirst().matmul(in.getLast())));

  SingleScan(int size, int dimension, MemorySegment data) {
    this.size = size;
    this.dimension = dimension;
    this.data = data;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public float[] row(int number) {
    return data.asSlice(number * rowBytes(), rowBytes()).toArray(FLOAT);
  }

  private long rowBytes() {
    return (long) dimension * Float.BYTES;
  }

  @Override
  public void scan(float[] vector, Taker taker) {
    HostBuffer column = HostBuffer.allocate(type(dimension, 1));
    MemorySegment.copy(vector, 0, column.data(), FLOAT, 0, dimension);
    int rows = Math.clamp(BLOCK / rowBytes(), 1, size);
    for (int first = 0; first < size; first += rows) {
      int count = Math.min(rows, size - first);
      MemorySegment block = data.asSlice(first * rowBytes(), count * rowBytes());
      HostBuffer vectors = new HostBuffer(type(count, dimension), block);
      taker.take(first, product.call(List.of(vectors, column)).getFirst().floats());
    }
  }

  private static TensorType type(int rows, int columns) {
    return new TensorType(Shape.of(rows, columns), DType.F32);
  }
}
