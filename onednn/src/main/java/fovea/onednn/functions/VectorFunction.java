package fovea.onednn.functions;

import java.util.Locale;

/** An elementwise function, or its gradient, that there is machine code for. */
public enum VectorFunction {
  /** The error function. */
  ERF(1),
  /** Its derivative times an upstream gradient. */
  ERF_GRADIENT(2),
  /** {@code log(1 + exp(x))}. */
  SOFTPLUS(1),
  /** Its derivative times an upstream gradient. */
  SOFTPLUS_GRADIENT(2),
  /** The natural logarithm. */
  LOG(1);

  private final int inputs;

  VectorFunction(int inputs) {
    this.inputs = inputs;
  }

  /** Tensors that it reads: the argument, and for a derivative the upstream gradient. */
  public int inputs() {
    return inputs;
  }

  /** The name in plans. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace("_gradient", "");
  }

  /**
   * Writes the instructions that replace the argument, in the first register, by the result.
   *
   * @param to whose second register holds the upstream gradient, if there is one
   */
  void write(FunctionCode to) {
    switch (this) {
      case ERF -> Erf.value(to);
      case ERF_GRADIENT -> Erf.gradient(to);
      case SOFTPLUS -> Softplus.value(to);
      case SOFTPLUS_GRADIENT -> Softplus.gradient(to);
      case LOG -> Log.value(to);
    }
  }
}
