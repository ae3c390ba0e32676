package fovea.similar;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Rows of singles. */
record SingleProducts() implements RowProducts {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int BYTES = Float.BYTES;

  @Override
  public int elementBytes() {
    return BYTES;
  }

  @Override
  public float[] row(MemorySegment row, int dimension) {
    return row.toArray(FLOAT);
  }

  @Override
  public float one(MemorySegment rows, long at, float[] vector) {
    float sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += rows.get(FLOAT, at + (long) BYTES * i) * vector[i];
    }
    return sum;
  }

  @Override
  public void eight(MemorySegment rows, long at, float[] vector, float[] to, int first) {
    long row = (long) BYTES * vector.length;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    for (int i = 0; i < vector.length; i++) {
      float x = vector[i];
      long place = at + (long) BYTES * i;
      a += rows.get(FLOAT, place) * x;
      b += rows.get(FLOAT, place + row) * x;
      c += rows.get(FLOAT, place + 2 * row) * x;
      d += rows.get(FLOAT, place + 3 * row) * x;
      e += rows.get(FLOAT, place + 4 * row) * x;
      f += rows.get(FLOAT, place + 5 * row) * x;
      g += rows.get(FLOAT, place + 6 * row) * x;
      h += rows.get(FLOAT, place + 7 * row) * x;
    }
    to[first] = a;
    to[first + 1] = b;
    to[first + 2] = c;
    to[first + 3] = d;
    to[first + 4] = e;
    to[first + 5] = f;
    to[first + 6] = g;
    to[first + 7] = h;
  }
}
