package fovea.graph.type;

/** Brain floats: the upper halves of singles. */
public final class BFloat16 {

  private BFloat16() {}

  /** The nearest one; of two as near the even one. */
  public static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
  }

  /** The single that has the same value. */
  public static float toFloat(short half) {
    return Float.intBitsToFloat(half << 16);
  }
}
