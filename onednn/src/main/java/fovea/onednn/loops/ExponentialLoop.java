package fovea.onednn.loops;

import fovea.onednn.functions.Exponential;

/** The {@link Exponential} function of many floats at once, without machine code. */
final class ExponentialLoop {
  private ExponentialLoop() {}

  /**
   * Replaces the first numbers of {@code x} by their exponentials; arguments beyond the limits
   * count as these.
   *
   * @param scales as large, to work in
   * @param words as large, to work in
   */
  static void of(float[] x, float[] scales, int[] words, int length) {
    Clipping.of(x, Exponential.LEAST, Exponential.MOST, length);
    reduce(x, scales, length);
    FloatBits.of(scales, words, length);
    for (int i = 0; i < length; i++) {
      words[i] = (words[i] + Exponential.TO_EXPONENT) << Exponential.MANTISSA;
    }
    FloatBits.floats(words, scales, length);
    for (int i = 0; i < length; i++) {
      x[i] *= scales[i];
    }
  }

  private static void reduce(float[] x, float[] scales, int length) {
    for (int i = 0; i < length; i++) {
      float rounded = MultiplyAdd.of(x[i], Exponential.BY_LN2, Exponential.ROUND);
      float power = rounded - Exponential.ROUND;
      float r =
          MultiplyAdd.of(
              power, -Exponential.LN2_REST, MultiplyAdd.of(power, -Exponential.LN2, x[i]));
      float p = Exponential.P5;
      p = MultiplyAdd.of(p, r, Exponential.P4);
      p = MultiplyAdd.of(p, r, Exponential.P3);
      p = MultiplyAdd.of(p, r, Exponential.P2);
      p = MultiplyAdd.of(p, r, Exponential.P1);
      p = MultiplyAdd.of(p, r, Exponential.P0);
      x[i] = MultiplyAdd.of(p, r * r, r) + 1;
      scales[i] = rounded;
    }
  }
}
