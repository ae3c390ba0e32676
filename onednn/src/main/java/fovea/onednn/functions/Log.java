package fovea.onednn.functions;

import static fovea.onednn.code.VectorOperation.ADD;
import static fovea.onednn.code.VectorOperation.ADD_INTS;
import static fovea.onednn.code.VectorOperation.AND;
import static fovea.onednn.code.VectorOperation.MULTIPLY;
import static fovea.onednn.code.VectorOperation.MULTIPLY_ADD;
import static fovea.onednn.code.VectorOperation.OR;
import static fovea.onednn.code.VectorOperation.SUBTRACT;
import static fovea.onednn.code.VectorOperation.SUBTRACT_INTS;
import static fovea.onednn.code.VectorOperation.TO_FLOATS;
import static fovea.onednn.code.VectorOperation.XOR;

/**
 * The natural logarithm, off by less than a unit in the last place: that of the power of two in a
 * number, and a polynomial (Moshier's Cephes). The numbers that all loops compute it by, and its
 * machine code.
 */
public final class Log {
  public static final int ROOT_OF_HALF = 0x3f3504f3;
  public static final int SMALLEST_NORMAL = 0x00800000;
  public static final int LARGEST = 0x7f7fffff;
  public static final int MANTISSA = Exponential.MANTISSA;

  // The polynomial, without its first two terms x - x² / 2.
  public static final float P8 = 0.070376836f;
  public static final float P7 = -0.1151461f;
  public static final float P6 = 0.116769984f;
  public static final float P5 = -0.12420141f;
  public static final float P4 = 0.14249323f;
  public static final float P3 = -0.16668057f;
  public static final float P2 = 0.20000714f;
  public static final float P1 = -0.24999994f;
  public static final float P0 = 0.3333333f;

  private static final int ONE = Float.floatToRawIntBits(1);

  private Log() {}

  static void value(FunctionCode to) {
    normal(to);
    // The power of two, and a number between the roots of a half and of two.
    to.constantInt(SUBTRACT_INTS, 2, 3, ROOT_OF_HALF);
    to.shiftRight(2, 2, MANTISSA);
    to.shiftLeft(4, 2, MANTISSA);
    to.apply(SUBTRACT_INTS, 3, 3, 4);
    to.apply(SUBTRACT_INTS, 2, 2, 1);
    to.apply(TO_FLOATS, 2, 2);
    to.constant(SUBTRACT, 3, 3, 1);
    to.polynomial(1, 3, P8, P7, P6, P5, P4, P3, P2, P1, P0);
    to.apply(MULTIPLY, 4, 3, 3);
    to.constant(MULTIPLY, 5, 4, -0.5f);
    to.constant(MULTIPLY_ADD, 5, 2, Exponential.LN2_REST);
    to.apply(MULTIPLY, 4, 4, 3);
    to.apply(MULTIPLY_ADD, 5, 1, 4);
    to.apply(ADD, 3, 3, 5);
    to.constant(MULTIPLY_ADD, 3, 2, Exponential.LN2);
    special(to);
  }

  /** Subnormal numbers times a power of two in 3, and in 1 that power, where others have 0. */
  private static void normal(FunctionCode to) {
    to.constantInt(SUBTRACT_INTS, 1, 0, SMALLEST_NORMAL);
    to.signs(1, 1);
    to.constantInt(AND, 2, 1, MANTISSA << MANTISSA);
    to.constantInt(ADD_INTS, 2, 2, ONE);
    to.apply(MULTIPLY, 3, 0, 2);
    to.constantInt(AND, 1, 1, MANTISSA);
  }

  /** The logarithms of what is infinite, no number, negative or zero. */
  private static void special(FunctionCode to) {
    // The largest number less the bits: negative for infinity and NaN, and for what comes next.
    to.loadInt(1, LARGEST);
    to.apply(SUBTRACT_INTS, 1, 1, 0);
    to.signs(1, 1);
    to.apply(XOR, 4, 3, 0);
    to.apply(AND, 4, 4, 1);
    to.apply(XOR, 3, 3, 4);
    // All ones are NaN.
    to.signs(1, 0);
    to.apply(OR, 3, 3, 1);
    to.constantInt(AND, 1, 0, Integer.MAX_VALUE);
    to.constantInt(ADD_INTS, 1, 1, -1);
    to.signs(1, 1);
    to.constantInt(XOR, 4, 3, Float.floatToRawIntBits(Float.NEGATIVE_INFINITY));
    to.apply(AND, 4, 4, 1);
    to.apply(XOR, 0, 3, 4);
  }
}
