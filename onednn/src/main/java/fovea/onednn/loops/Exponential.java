package fovea.onednn.loops;

/**
 * The exponential function of many floats at once, off by less than a unit in the last place: a
 * power of two times a polynomial (Moshier's Cephes).
 */
final class Exponential {
  /** Between these the results are neither infinite nor below the smallest normal number. */
  private static final float LEAST = -87;

  private static final float MOST = 88;

  private static final float BY_LN2 = 1.442695f;

  /** The logarithm of 2, its first bits and the rest, so that multiples of the first are exact. */
  private static final float LN2 = 0x1.63p-1f;

  private static final float LN2_REST = -2.1219444e-4f;

  /** Adding it rounds to whole numbers, which then stand in the last bits. */
  private static final float ROUND = 0x1.8p23f;

  private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);
  private static final int BIAS = 127;
  private static final int MANTISSA = 23;

  private Exponential() {}

  /**
   * Replaces the first numbers of {@code x} by their exponentials; arguments beyond the limits
   * count as these.
   *
   * @param scales as large, to work in
   * @param words as large, to work in
   */
  static void of(float[] x, float[] scales, int[] words, int length) {
    Clipping.of(x, LEAST, MOST, length);
    reduce(x, scales, length);
    Words.of(scales, words, length);
    for (int i = 0; i < length; i++) {
      words[i] = (words[i] - ROUND_BITS + BIAS) << MANTISSA;
    }
    Words.floats(words, scales, length);
    for (int i = 0; i < length; i++) {
      x[i] *= scales[i];
    }
  }

  private static void reduce(float[] x, float[] scales, int length) {
    for (int i = 0; i < length; i++) {
      float rounded = MultiplyAdd.of(x[i], BY_LN2, ROUND);
      float power = rounded - ROUND;
      float r = MultiplyAdd.of(power, -LN2_REST, MultiplyAdd.of(power, -LN2, x[i]));
      float p = 1.9875691e-4f;
      p = MultiplyAdd.of(p, r, 0.0013981999f);
      p = MultiplyAdd.of(p, r, 0.008333452f);
      p = MultiplyAdd.of(p, r, 0.041665796f);
      p = MultiplyAdd.of(p, r, 0.16666666f);
      p = MultiplyAdd.of(p, r, 0.5f);
      x[i] = MultiplyAdd.of(p, r * r, r) + 1;
      scales[i] = rounded;
    }
  }
}
