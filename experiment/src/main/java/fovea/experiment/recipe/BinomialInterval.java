package fovea.experiment.recipe;

import java.util.function.DoubleUnaryOperator;

/**
 * The exact interval of a share (Clopper and Pearson, 1934): it holds the true share at least as
 * often as it claims, also for few examples.
 */
final class BinomialInterval {
  /** Half of what 95 % confidence leaves. */
  private static final double TAIL = 0.025;

  private static final int HALVINGS = 60;

  private BinomialInterval() {}

  static Interval of(double wrong, long examples) {
    double right = examples - wrong;
    double low = wrong <= 0 ? 0 : root(p -> beta(p, wrong, right + 1) - TAIL);
    double high = right <= 0 ? 1 : root(p -> beta(p, wrong + 1, right) - (1 - TAIL));
    return new Interval(low, high);
  }

  /** Where a rising function of 0 to 1 is zero. */
  private static double root(DoubleUnaryOperator rising) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (rising.applyAsDouble(middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The regularized incomplete beta function, by its continued fraction. */
  static double beta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    // The fraction converges fast below the mean; above it, the other tail is taken.
    return x > (a + 1) / (a + b + 2) ? 1 - tail(1 - x, b, a) : tail(x, a, b);
  }

  private static double tail(double x, double a, double b) {
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return front * fraction(x, a, b) / a;
  }

  /** Lentz's method. */
  private static double fraction(double x, double a, double b) {
    double tiny = 1e-300;
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1), tiny);
    double value = d;
    int most = 200 + (int) Math.min(1e6, 10 * Math.sqrt(Math.max(a, b)));
    for (int m = 1; m <= most; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d, tiny);
      c = nonZero(1 + even / c, tiny);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d, tiny);
      c = nonZero(1 + odd / c, tiny);
      double step = d * c;
      value *= step;
      if (Math.abs(step - 1) < 1e-15) {
        break;
      }
    }
    return value;
  }

  private static double nonZero(double value, double tiny) {
    return Math.abs(value) < tiny ? tiny : value;
  }

  /** Stirling's series, from 10 upwards. */
  private static double logGamma(double x) {
    double shift = 0;
    double y = x;
    while (y < 10) {
      shift += Math.log(y);
      y++;
    }
    double inverse = 1 / (y * y);
    double series =
        (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / y;
    return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
  }
}
