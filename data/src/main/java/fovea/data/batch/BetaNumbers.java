package fovea.data.batch;

import fovea.data.augment.CounterRandom;
import fovea.data.pixels.DataException;

/** Draws from the symmetric beta distribution, the same on every machine. */
final class BetaNumbers {
  private static final double THIRD = 1.0 / 3;

  private BetaNumbers() {}

  /**
   * Returns {@code alpha} if there is such a distribution.
   *
   * @throws DataException if it is not above 0 and finite
   */
  static double checked(String name, double alpha) {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new DataException(
          name, "expected an alpha above 0, found " + alpha, "Give another one, such as 0.2 or 1");
    }
    return alpha;
  }

  /** A number from 0 to 1, of mean 1/2; near its ends for a small alpha, near 1/2 for a large. */
  static double draw(double alpha, CounterRandom random) {
    double one = logGamma(alpha, random);
    double other = logGamma(alpha, random);
    return 1 / (1 + StrictMath.exp(other - one));
  }

  /** The logarithm of a number of the gamma distribution (Marsaglia and Tsang 2000). */
  private static double logGamma(double shape, CounterRandom random) {
    if (shape < 1) {
      return logGamma(shape + 1, random) + logUniform(random) / shape;
    }
    double d = shape - THIRD;
    double c = THIRD / Math.sqrt(d);
    while (true) {
      double x = normal(random);
      double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
      double u = logUniform(random);
      if (v > 0 && u < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
        return StrictMath.log(d * v);
      }
    }
  }

  /** A number of mean 0 and deviation 1 (Box and Muller 1958). */
  private static double normal(CounterRandom random) {
    double radius = Math.sqrt(-2 * logUniform(random));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  private static double logUniform(CounterRandom random) {
    return StrictMath.log(1 - random.nextDouble());
  }
}
