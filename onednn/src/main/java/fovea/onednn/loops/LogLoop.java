package fovea.onednn.loops;

import fovea.onednn.functions.Exponential;
import fovea.onednn.functions.Log;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The natural logarithm of f32 numbers, off by less than a unit in the last place: that of the
 * power of two in them, and a polynomial (Moshier's Cephes).
 */
public final class LogLoop extends ElementwiseLoop {
  private static final ThreadLocal<int[]> WORDS = ThreadLocal.withInitial(() -> new int[CHUNK]);

  /** The function of {@code x}, which may be the memory of the result. */
  public LogLoop(MemorySegment x, MemorySegment result) {
    super(List.of(x), List.of(result));
  }

  @Override
  public void compute(float[][] lanes, long from, int length) {
    int[] words = WORDS.get();
    float[] x = lanes[0];
    FloatBits.of(x, words, length);
    boolean special = special(words, length);
    if (special) {
      System.arraycopy(x, 0, lanes[3], 0, length);
    }
    split(words, lanes[1], length);
    FloatBits.floats(words, x, length);
    combine(x, lanes[1], length);
    if (special) {
      mend(lanes[3], x, length);
    }
  }

  /** Whether one of them is no positive, normal, finite number. */
  private static boolean special(int[] words, int length) {
    int signs = 0;
    for (int i = 0; i < length; i++) {
      signs |= (words[i] - Log.SMALLEST_NORMAL) | (Log.LARGEST - words[i]);
    }
    return signs < 0;
  }

  /** Into a power of two and a number between the roots of a half and of two. */
  private static void split(int[] words, float[] powers, int length) {
    for (int i = 0; i < length; i++) {
      int power = (words[i] - Log.ROOT_OF_HALF) >> Log.MANTISSA;
      words[i] -= power << Log.MANTISSA;
      powers[i] = power;
    }
  }

  private static void combine(float[] x, float[] powers, int length) {
    for (int i = 0; i < length; i++) {
      float f = x[i] - 1;
      float power = powers[i];
      float p = Log.P8;
      p = MultiplyAdd.of(p, f, Log.P7);
      p = MultiplyAdd.of(p, f, Log.P6);
      p = MultiplyAdd.of(p, f, Log.P5);
      p = MultiplyAdd.of(p, f, Log.P4);
      p = MultiplyAdd.of(p, f, Log.P3);
      p = MultiplyAdd.of(p, f, Log.P2);
      p = MultiplyAdd.of(p, f, Log.P1);
      p = MultiplyAdd.of(p, f, Log.P0);
      float square = f * f;
      float small = MultiplyAdd.of(power, Exponential.LN2_REST, -0.5f * square);
      small = MultiplyAdd.of(p, f * square, small);
      x[i] = f + small + power * Exponential.LN2;
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
