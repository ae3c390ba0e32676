package fovea.similar;

/** The upper half of a single. */
final class BFloat16 {

  private BFloat16() {}

  /** The nearest one; of two as near the even one. */
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  static float toFloat(short half) {
    return Float.intBitsToFloat(half << 16);
  }
}
