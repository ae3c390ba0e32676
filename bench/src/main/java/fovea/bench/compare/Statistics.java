package fovea.bench.compare;

import java.util.Collection;
import java.util.Collections;

/** Order statistics. */
public final class Statistics {
  private Statistics() {}

  /** The middle of {@code values}, or the mean of the two in the middle. */
  public static double median(Collection<Double> values) {
    return quantile(values, 0.5);
  }

  /** The value below which a share {@code q} lies, interpolated between neighbours. */
  static double quantile(Collection<Double> values, double q) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double place = q * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** The smallest of {@code values}. */
  static double best(Collection<Double> values) {
    return Collections.min(values);
  }
}
