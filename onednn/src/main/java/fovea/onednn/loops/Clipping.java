package fovea.onednn.loops;

/**
 * Limits of floats, in a loop of its own: within a longer one the compiler's code for NaN costs
 * more than all the rest (JDK 25).
 */
final class Clipping {
  private Clipping() {}

  /** Limits the first elements of {@code x}; NaN stays. */
  static void of(float[] x, float low, float high, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.min(Math.max(x[i], low), high);
    }
  }
}
