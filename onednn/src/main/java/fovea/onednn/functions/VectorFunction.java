package fovea.onednn.functions;

import fovea.onednn.code.Vectors;
import java.util.Locale;

/** An elementwise function, or its gradient, that there is machine code for. */
public enum VectorFunction {
  /** The error function. */
  ERF(1, 4),
  /** Its derivative times an upstream gradient. */
  ERF_GRADIENT(2, 7),
  /** {@code log(1 + exp(x))}. */
  SOFTPLUS(1, 5),
  /** Its derivative times an upstream gradient. */
  SOFTPLUS_GRADIENT(2, 5),
  /** The natural logarithm. */
  LOG(1, 6);

  /** Vectors side by side at most: with more, counting no longer weighs. */
  private static final int MOST = 4;

  private final int inputs;
  private final int registers;

  VectorFunction(int inputs, int registers) {
    this.inputs = inputs;
    this.registers = registers;
  }

  /** Tensors that it reads: the argument, and for a derivative the upstream gradient. */
  public int inputs() {
    return inputs;
  }

  /** Registers that a vector of results takes on the way. */
  int registers() {
    return registers;
  }

  /** How many vectors are computed side by side. */
  int together(Vectors vectors) {
    return Math.min(MOST, vectors.registers() / registers);
  }

  /** The name in plans. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace("_gradient", "");
  }

  /**
   * Writes the instructions that replace the argument, in the first registers, by the result.
   *
   * @param to whose second registers hold the upstream gradient, if there is one
   */
  void write(FunctionCode to) {
    switch (this) {
      case ERF -> Erf.value(to);
      case ERF_GRADIENT -> Erf.gradient(to);
      case SOFTPLUS -> SoftplusFunction.value(to);
      case SOFTPLUS_GRADIENT -> SoftplusFunction.gradient(to);
      case LOG -> Log.value(to);
    }
  }
}
