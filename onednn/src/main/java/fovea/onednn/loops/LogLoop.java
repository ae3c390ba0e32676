package fovea.onednn.loops;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The natural logarithm of f32 numbers, off by less than a unit in the last place: that of the
 * power of two in them, and a polynomial (Moshier's Cephes).
 */
public final class LogLoop extends Elementwise {
  private static final int ROOT_OF_HALF = 0x3f3504f3;
  private static final int SMALLEST_NORMAL = 0x00800000;
  private static final int MANTISSA = 23;

  /** The logarithm of 2, its first bits and the rest, so that multiples of the first are exact. */
  private static final float LN2 = 0x1.63p-1f;

  private static final float LN2_REST = -2.1219444e-4f;

  private static final ThreadLocal<int[]> WORDS = ThreadLocal.withInitial(() -> new int[CHUNK]);

  /** The function of {@code x}, which may be the memory of the result. */
  public LogLoop(MemorySegment x, MemorySegment result) {
    super(List.of(x), List.of(result));
  }

  @Override
  void compute(float[][] lanes, long from, int length) {
    int[] words = WORDS.get();
    float[] x = lanes[0];
    Words.of(x, words, length);
    boolean special = special(words, length);
    if (special) {
      System.arraycopy(x, 0, lanes[3], 0, length);
    }
    split(words, lanes[1], length);
    Words.floats(words, x, length);
    combine(x, lanes[1], length);
    if (special) {
      mend(lanes[3], x, length);
    }
  }

  /** Whether one of them is no positive, normal, finite number. */
  private static boolean special(int[] words, int length) {
    int signs = 0;
    for (int i = 0; i < length; i++) {
      signs |= (words[i] - SMALLEST_NORMAL) | (Words.INFINITE - 1 - words[i]);
    }
    return signs < 0;
  }

  /** Into a power of two and a number between the roots of a half and of two. */
  private static void split(int[] words, float[] powers, int length) {
    for (int i = 0; i < length; i++) {
      int power = (words[i] - ROOT_OF_HALF) >> MANTISSA;
      words[i] -= power << MANTISSA;
      powers[i] = power;
    }
  }

  private static void combine(float[] x, float[] powers, int length) {
    for (int i = 0; i < length; i++) {
      float f = x[i] - 1;
      float power = powers[i];
      float p = 0.070376836f;
      p = MultiplyAdd.of(p, f, -0.1151461f);
      p = MultiplyAdd.of(p, f, 0.116769984f);
      p = MultiplyAdd.of(p, f, -0.12420141f);
      p = MultiplyAdd.of(p, f, 0.14249323f);
      p = MultiplyAdd.of(p, f, -0.16668057f);
      p = MultiplyAdd.of(p, f, 0.20000714f);
      p = MultiplyAdd.of(p, f, -0.24999994f);
      p = MultiplyAdd.of(p, f, 0.3333333f);
      float square = f * f;
      float small = MultiplyAdd.of(power, LN2_REST, -0.5f * square);
      small = MultiplyAdd.of(p, f * square, small);
      x[i] = f + small + power * LN2;
    }
  }

  /** The few others one by one. */
  private static void mend(float[] x, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      if (!(x[i] >= Float.MIN_NORMAL && x[i] <= Float.MAX_VALUE)) {
        y[i] = (float) Math.log(x[i]);
      }
    }
  }
}
