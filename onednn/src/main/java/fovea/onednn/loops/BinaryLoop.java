package fovea.onednn.loops;

import fovea.graph.Binary;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A function of two f32 numbers, each operand stretched to the result where it is smaller. */
public final class BinaryLoop extends Elementwise {
  private static final int ONE = Float.floatToRawIntBits(1);

  private static final ThreadLocal<int[][]> WORDS =
      ThreadLocal.withInitial(() -> new int[2][CHUNK]);

  private final Binary op;

  /** {@code op} of {@code a} and {@code b}; either may be the memory of the result if as large. */
  public BinaryLoop(Binary op, Stretched a, Stretched b, MemorySegment result) {
    super(List.of(a, b), result);
    this.op = op;
  }

  @Override
  void compute(float[][] lanes, long from, int length) {
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
    Words.of(a, words[0], length);
    Words.of(b, words[1], length);
    if (op instanceof Binary.Greater) {
      greater(words[0], words[1], length);
    } else {
      equal(words[0], words[1], length);
    }
    Words.floats(words[0], a, length);
  }

  private static void greater(int[] a, int[] b, int length) {
    for (int i = 0; i < length; i++) {
      int right = Words.ordered(b[i]);
      int larger = Math.max(Words.ordered(a[i]), right) ^ right;
      a[i] = Words.nonzero(larger) & Words.number(a[i]) & Words.number(b[i]) & ONE;
    }
  }

  private static void equal(int[] a, int[] b, int length) {
    for (int i = 0; i < length; i++) {
      int apart = Words.ordered(a[i]) ^ Words.ordered(b[i]);
      a[i] = ~Words.nonzero(apart) & Words.number(a[i]) & Words.number(b[i]) & ONE;
    }
  }
}
