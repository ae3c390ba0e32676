package fovea.similar;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Vectors of upper halves of singles, multiplied in plain Java by all cores. */
final class HalfScan implements VectorScan {

  /** Pictures of a block, which one thread multiplies. */
  private static final int BLOCK = 4096;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int UPPER = 0xffff0000;

  private final int size;
  private final int dimension;
  private final MemorySegment data;

  HalfScan(int size, int dimension, MemorySegment data) {
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
    float[] row = new float[dimension];
    long at = number * rowBytes();
    for (int i = 0; i < dimension; i++) {
      row[i] = BFloat16.toFloat(data.get(SHORT, at + (long) i * Short.BYTES));
    }
    return row;
  }

  private long rowBytes() {
    return (long) dimension * Short.BYTES;
  }

  @Override
  public void scan(float[] vector, Taker taker) {
    float[] all = new float[size];
    IntStream.range(0, Math.ceilDiv(size, BLOCK))
        .parallel()
        .forEach(
            block -> {
              int end = Math.min((block + 1) * BLOCK, size);
              for (int number = block * BLOCK; number < end; number++) {
                all[number] = product(number, vector);
              }
            });
    for (int first = 0; first < size; first += BLOCK) {
      taker.take(first, Arrays.copyOfRange(all, first, Math.min(first + BLOCK, size)));
    }
  }

  /** Four elements come with each read; eight sums keep the adders busy. */
  private float product(int number, float[] vector) {
    long at = number * rowBytes();
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = 0;
    for (; i + 8 <= dimension; i += 8) {
      long low = data.get(LONG, at + (long) i * Short.BYTES);
      long high = data.get(LONG, at + (long) (i + 4) * Short.BYTES);
      a += Float.intBitsToFloat((int) low << 16) * vector[i];
      b += Float.intBitsToFloat((int) low & UPPER) * vector[i + 1];
      c += Float.intBitsToFloat((int) (low >>> 16) & UPPER) * vector[i + 2];
      d += Float.intBitsToFloat((int) (low >>> 32) & UPPER) * vector[i + 3];
      e += Float.intBitsToFloat((int) high << 16) * vector[i + 4];
      f += Float.intBitsToFloat((int) high & UPPER) * vector[i + 5];
      g += Float.intBitsToFloat((int) (high >>> 16) & UPPER) * vector[i + 6];
      h += Float.intBitsToFloat((int) (high >>> 32) & UPPER) * vector[i + 7];
    }
    for (; i < dimension; i++) {
      a += BFloat16.toFloat(data.get(SHORT, at + (long) i * Short.BYTES)) * vector[i];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }
}
