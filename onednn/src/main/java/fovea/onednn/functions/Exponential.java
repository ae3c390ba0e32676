package fovea.onednn.functions;

import static fovea.onednn.code.VectorOperation.ADD;
import static fovea.onednn.code.VectorOperation.ADD_INTS;
import static fovea.onednn.code.VectorOperation.MULTIPLY;
import static fovea.onednn.code.VectorOperation.MULTIPLY_ADD;
import static fovea.onednn.code.VectorOperation.SUBTRACT;
import static fovea.onednn.code.VectorOperation.TIMES_PLUS;

/**
 * The exponential function, off by less than a unit in the last place: a power of two times a
 * polynomial (Moshier's Cephes). The numbers that all loops compute it by, and its machine code.
 */
public final class Exponential {
  /** Between these the results are neither infinite nor below the smallest normal number. */
  public static final float LEAST = -87;

  public static final float MOST = 88;
  public static final float BY_LN2 = 1.442695f;

  /** The logarithm of 2, its first bits and the rest, so that multiples of the first are exact. */
  public static final float LN2 = 0x1.63p-1f;

  public static final float LN2_REST = -2.1219444e-4f;

  /** Adding it rounds to whole numbers, which then stand in the last bits. */
  public static final float ROUND = 0x1.8p23f;

  /** What turns these bits into those of the exponent. */
  public static final int TO_EXPONENT = 127 - Float.floatToRawIntBits(ROUND);

  /** Bits behind the exponent. */
  public static final int MANTISSA = 23;

  // The polynomial, without its first two terms x + 1.
  public static final float P5 = 1.9875691e-4f;
  public static final float P4 = 0.0013981999f;
  public static final float P3 = 0.008333452f;
  public static final float P2 = 0.041665796f;
  public static final float P1 = 0.16666666f;
  public static final float P0 = 0.5f;

  private Exponential() {}

  /** Replaces {@code x}; arguments beyond the limits count as these. Uses three more registers. */
  static void write(FunctionCode to, int x, int free) {
    int rounded = free;
    int power = free + 1;
    int p = free + 2;
    to.clip(x, LEAST, MOST, rounded);
    to.load(rounded, ROUND);
    to.constant(MULTIPLY_ADD, rounded, x, BY_LN2);
    to.constant(SUBTRACT, power, rounded, ROUND);
    to.constant(MULTIPLY_ADD, x, power, -LN2);
    to.constant(MULTIPLY_ADD, x, power, -LN2_REST);
    to.polynomial(p, x, P5, P4, P3, P2, P1, P0);
    to.apply(MULTIPLY, power, x, x);
    to.apply(TIMES_PLUS, p, power, x);
    to.constant(ADD, p, p, 1);
    to.constantInt(ADD_INTS, rounded, rounded, TO_EXPONENT);
    to.shiftLeft(rounded, rounded, MANTISSA);
    to.apply(MULTIPLY, x, p, rounded);
  }
}
