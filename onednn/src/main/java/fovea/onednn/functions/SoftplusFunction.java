package fovea.onednn.functions;

import static fovea.onednn.code.VectorOperation.ADD;
import static fovea.onednn.code.VectorOperation.DIVIDE;
import static fovea.onednn.code.VectorOperation.MAX;
import static fovea.onednn.code.VectorOperation.MULTIPLY_ADD;
import static fovea.onednn.code.VectorOperation.OR;
import static fovea.onednn.code.VectorOperation.XOR;

/**
 * {@code log(1 + exp(x))} as {@code max(x, 0) + log(1 + exp(-|x|))}: the numbers that all loops
 * compute it by, and its machine code.
 */
public final class SoftplusFunction {
  // log(1 + z) / z for z in [0, 1], off by 1e-9 of it.
  public static final float P10 = 0.0020302138f;
  public static final float P9 = -0.013407392f;
  public static final float P8 = 0.041477937f;
  public static final float P7 = -0.08244141f;
  public static final float P6 = 0.12418412f;
  public static final float P5 = -0.1610568f;
  public static final float P4 = 0.19890745f;
  public static final float P3 = -0.2498727f;
  public static final float P2 = 0.3333256f;
  public static final float P1 = -0.49999982f;

  private SoftplusFunction() {}

  static void value(FunctionCode to) {
    to.constantInt(OR, 1, 0, Integer.MIN_VALUE);
    Exponential.write(to, 1, 2);
    to.load(2, 0);
    to.apply(MAX, 0, 2, 0);
    to.polynomial(2, 1, P10, P9, P8, P7, P6, P5, P4, P3, P2, P1, 1);
    to.apply(MULTIPLY_ADD, 0, 2, 1);
  }

  /** The logistic function times the upstream gradient. */
  static void gradient(FunctionCode to) {
    to.constantInt(XOR, 0, 0, Integer.MIN_VALUE);
    Exponential.write(to, 0, 2);
    to.constant(ADD, 0, 0, 1);
    to.apply(DIVIDE, 0, 1, 0);
  }
}
