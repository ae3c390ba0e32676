package fovea.similar;

import fovea.graph.type.BFloat16;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Rows of upper halves of singles; two elements come with each read. */
record HalfProducts() implements RowProducts {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int BYTES = Short.BYTES;
  private static final int UPPER = 0xffff0000;

  @Override
  public int elementBytes() {
    return BYTES;
  }

  @Override
  public float[] row(MemorySegment row, int dimension) {
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = at(row, (long) BYTES * i);
    }
    return values;
  }

  /** The first of two that were read at once. */
  private static float lower(int two) {
    return Float.intBitsToFloat(two << Short.SIZE);
  }

  /** The second of two that were read at once. */
  private static float upper(int two) {
    return Float.intBitsToFloat(two & UPPER);
  }

  private static float at(MemorySegment rows, long place) {
    return BFloat16.toFloat(rows.get(SHORT, place));
  }

  @Override
  public float one(MemorySegment rows, long at, float[] vector) {
    float sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += at(rows, at + (long) BYTES * i) * vector[i];
    }
    return sum;
  }

  @Override
  public void eight(MemorySegment rows, long at, float[] vector, float[] to, int first) {
    four(rows, at, vector, to, first);
    four(rows, at + 4L * BYTES * vector.length, vector, to, first + 4);
  }

  /** Two sums for each row: there are no registers for two sums of eight rows. */
  private static void four(MemorySegment rows, long at, float[] vector, float[] to, int first) {
    int dimension = vector.length;
    int pairs = dimension - dimension % 2;
    long row = (long) BYTES * dimension;
    float a = 0;
    float a2 = 0;
    float b = 0;
    float b2 = 0;
    float c = 0;
    float c2 = 0;
    float d = 0;
    float d2 = 0;
    for (int i = 0; i < pairs; i += 2) {
      float x = vector[i];
      float y = vector[i + 1];
      long place = at + (long) BYTES * i;
      int pair = rows.get(INT, place);
      a += lower(pair) * x;
      a2 += upper(pair) * y;
      pair = rows.get(INT, place + row);
      b += lower(pair) * x;
      b2 += upper(pair) * y;
      pair = rows.get(INT, place + 2 * row);
      c += lower(pair) * x;
      c2 += upper(pair) * y;
      pair = rows.get(INT, place + 3 * row);
      d += lower(pair) * x;
      d2 += upper(pair) * y;
    }
    if (pairs < dimension) {
      float x = vector[pairs];
      long place = at + (long) BYTES * pairs;
      a += at(rows, place) * x;
      b += at(rows, place + row) * x;
      c += at(rows, place + 2 * row) * x;
      d += at(rows, place + 3 * row) * x;
    }
    to[first] = a + a2;
    to[first + 1] = b + b2;
    to[first + 2] = c + c2;
    to[first + 3] = d + d2;
  }
}
