package fovea.onednn.loops;

import fovea.graph.op.Binary;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A function of two f32 numbers, each operand broadcast to the result where it is smaller. */
public final class BinaryLoop extends ElementwiseLoop {
  private static final int ONE = Float.floatToRawIntBits(1);

  private static final ThreadLocal<int[][]> WORDS =
      ThreadLocal.withInitial(() -> new int[2][CHUNK]);

  private final Binary op;

  /** {@code op} of {@code a} and {@code b}; either may be the memory of the result if as large. */
  public BinaryLoop(Binary op, BroadcastInput a, BroadcastInput b, MemorySegment result) {
    super(List.of(a, b), result);
    this.op = op;
  }

  @Override
  public void compute(float[][] lanes, long from, int length) {
    float[] a = lanes[0];
    float[] b = lanes[1];
    switch (op) {
      case Binary.Add _ -> add(a, b, length);
      case Binary.Sub _ -> subtract(a, b, length);
      case Binary.Mul _ -> multiply(a, b, length);
      case Binary.Div _ -> divide(a, b, length);
      case Binary.Pow _ -> power(a, b, length);
      case Binary.Maximum _ -> maximum(a, b, length);
      case Binary.Minimum _ -> minimum(a, b, length);
      case Binary.Greater _, Binary.Equal _ -> compare(a, b, length);
    }
  }

  private static void add(float[] a, float[] b, int length) {
    for (int i = 0; i < length; i++) {
      a[i] += b[i];
    }
  }

  private static void subtract(float[] a, float[] b, int length) {
    for (int i = 0; i < length; i++) {
      a[i] -= b[i];
    }
  }

  private static void multiply(float[] a, float[] b, int length) {
    for (int i = 0; i < length; i++) {
      a[i] *= b[i];
    }
  }

  private static void divide(float[] a, float[] b, int length) {
    for (int i = 0; i < length; i++) {
      a[i] /= b[i];
    }
  }

  private static void power(float[] a, float[] b, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = (float) Math.pow(a[i], b[i]);
    }
  }

  private static void maximum(float[] a, float[] b, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = Math.max(a[i], b[i]);
    }
  }

  private static void minimum(float[] a, float[] b, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = Math.min(a[i], b[i]);
    }
  }

  private void compare(float[] a, float[] b, int length) {
    int[][] words = WORDS.get();
    FloatBits.of(a, words[0], length);
    FloatBits.of(b, words[1], length);
    if (op instanceof Binary.Greater) {
      greater(words[0], words[1], length);
    } else {
      equal(words[0], words[1], length);
    }
    FloatBits.floats(words[0], a, length);
  }

  private static void greater(int[] a, int[] b, int length) {
    for (int i = 0; i < length; i++) {
      int right = FloatBits.ordered(b[i]);
      int larger = Math.max(FloatBits.ordered(a[i]), right) ^ right;
      a[i] = FloatBits.nonzero(larger) & FloatBits.number(a[i]) & FloatBits.number(b[i]) & ONE;
    }
  }

  private static void equal(int[] a, int[] b, int length) {
    for (int i = 0; i < length; i++) {
      int apart = FloatBits.ordered(a[i]) ^ FloatBits.ordered(b[i]);
      a[i] = ~FloatBits.nonzero(apart) & FloatBits.number(a[i]) & FloatBits.number(b[i]) & ONE;
    }
  }
}
