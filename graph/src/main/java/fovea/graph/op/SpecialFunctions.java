package fovea.graph.op;

/** Functions of one number that the JDK does not have. */
final class SpecialFunctions {
  private SpecialFunctions() {}

  /** {@code log(1 + exp(x))}, without overflow. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  static double mishDerivative(double x) {
    double t = Math.tanh(softplus(x));
    return t + x * sigmoid(x) * (1 - t * t);
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Share of the normal distribution below {@code x}. */
  static double normal(double x) {
    return (1 + erf(x / Math.sqrt(2))) / 2;
  }

  /** Density of the normal distribution at {@code x}. */
  static double normalDensity(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /**
   * Error function by its series {@code 2/√π e^(-x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!}, whose terms have
   * one sign, so that nothing cancels.
   */
  static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
