package fovea.explain.attribution;

/** A rule for integrals from 0 to 1: where the function is looked at, and how much that counts. */
public enum Quadrature {
  /** Exact for polynomials of a degree below twice the number of points. */
  GAUSS_LEGENDRE {
    @Override
    public Points points(int count) {
      double[] places = new double[count];
      double[] weights = new double[count];
      for (int i = 0; i < count; i++) {
        double x = root(count, i);
        double slope = slope(count, x);
        places[i] = (1 - x) / 2;
        weights[i] = 1 / ((1 - x * x) * slope * slope);
      }
      return new Points(places, weights);
    }
  },
  /** A Riemann sum by the middle of each of so many equal parts. */
  MIDPOINT {
    @Override
    public Points points(int count) {
      double[] places = new double[count];
      double[] weights = new double[count];
      for (int i = 0; i < count; i++) {
        places[i] = (i + 0.5) / count;
        weights[i] = 1.0 / count;
      }
      return new Points(places, weights);
    }
  };

  /**
   * Points of a rule.
   *
   * @param places between 0 and 1, rising
   * @param weights which add up to 1
   */
  @SuppressWarnings("ArrayRecordComponent") // both are made for one use
  public record Points(double[] places, double[] weights) {}

  /** The rule with so many points, 1 or more. */
  public abstract Points points(int count);

  /** A root of the Legendre polynomial of a degree, the largest first: Newton's method. */
  private static double root(int degree, int index) {
    double x = Math.cos(Math.PI * (index + 0.75) / (degree + 0.5));
    for (int step = 0; step < 20; step++) {
      x -= legendre(degree, x) / slope(degree, x);
    }
    return x;
  }

  private static double legendre(int degree, double x) {
    double before = 1;
    double value = degree == 0 ? 1 : x;
    for (int k = 2; k <= degree; k++) {
      double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
      before = value;
      value = next;
    }
    return value;
  }

  private static double slope(int degree, double x) {
    return degree * (x * legendre(degree, x) - legendre(degree - 1, x)) / (x * x - 1);
  }
}
