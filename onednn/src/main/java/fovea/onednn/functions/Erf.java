package fovea.onednn.functions;

import static fovea.onednn.code.VectorOperation.ADD;
import static fovea.onednn.code.VectorOperation.DIVIDE;
import static fovea.onednn.code.VectorOperation.MULTIPLY;
import static fovea.onednn.code.VectorOperation.SUBTRACT;
import static fovea.onednn.code.VectorOperation.XOR;

/** The error function: the numbers that all loops compute it by, and its machine code. */
public final class Erf {
  /** From here on the function is 1 in f32. */
  public static final float END = 3.9f;

  // The numerator, without its factor x, and the denominator: polynomials of x².
  public static final float P5 = 2.0664352e-6f;
  public static final float P4 = 2.8505534e-4f;
  public static final float P3 = 0.0037382296f;
  public static final float P2 = 0.05266772f;
  public static final float P1 = 0.18966468f;
  public static final float P0 = 1.1283791f;
  public static final float Q5 = 3.8269267e-5f;
  public static final float Q4 = 0.0011573399f;
  public static final float Q3 = 0.014914051f;
  public static final float Q2 = 0.113818f;
  public static final float Q1 = 0.5014187f;

  /** The derivative at 0. */
  public static final float SLOPE = (float) (2 / Math.sqrt(Math.PI));

  /** Beyond it the derivative is 0 in f32. */
  public static final float GRADIENT_END = 9.3f;

  /** Adding it rounds to multiples of 1/256, whose squares are exact. */
  public static final float ROUND = 0x1.8p15f;

  private Erf() {}

  static void value(FunctionCode to) {
    to.clip(0, -END, END, 1);
    to.apply(MULTIPLY, 1, 0, 0);
    to.polynomial(2, 1, P5, P4, P3, P2, P1, P0);
    to.polynomial(3, 1, Q5, Q4, Q3, Q2, Q1, 1);
    to.apply(MULTIPLY, 0, 0, 2);
    to.apply(DIVIDE, 0, 0, 3);
    to.clip(0, -1, 1, 1);
  }

  static void gradient(FunctionCode to) {
    to.clip(0, -GRADIENT_END, GRADIENT_END, 2);
    to.constant(ADD, 2, 0, ROUND);
    to.constant(SUBTRACT, 2, 2, ROUND);
    // What the square of the rounded number lacks of that of x.
    to.apply(SUBTRACT, 3, 2, 0);
    to.apply(ADD, 4, 2, 0);
    to.apply(MULTIPLY, 6, 3, 4);
    to.apply(MULTIPLY, 0, 2, 2);
    to.constantInt(XOR, 0, 0, Integer.MIN_VALUE);
    Exponential.write(to, 0, 2);
    to.polynomial(2, 6, 1 / 24f, 1 / 6f, 0.5f, 1, 1);
    to.constant(MULTIPLY, 0, 0, SLOPE);
    to.apply(MULTIPLY, 0, 0, 2);
    to.apply(MULTIPLY, 0, 0, 1);
  }
}
