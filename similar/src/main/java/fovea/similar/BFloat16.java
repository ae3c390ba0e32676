package fovea.similar;

/** The upper half of a single. */
final class BFloat16 {
  private static final int UPPER = 0xffff0000;

  private BFloat16() {}

  /** The nearest one; of two as near the even one. */
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  /** The one in the lower half of two that were read at once. */
  static float first(int two) {
    return Float.intBitsToFloat(two << 16);
  }

  /** The one in the upper half of two that were read at once. */
  static float second(int two) {
    return Float.intBitsToFloat(two & UPPER);
  }

  static float toFloat(short half) {
    return Float.intBitsToFloat(half << 16);
  }
}
