package fovea.explain.measure;

import java.util.List;
import java.util.function.DoublePredicate;

/**
 * How much of a method's maps lies in the right quarter.
 *
 * @param method its name
 * @param shares between 0 and 1, one for each grid; a fourth where a map knows nothing
 */
public record PointingScore(String method, List<Double> shares) {

  /** Copies the list. */
  public PointingScore {
    shares = List.copyOf(shares);
  }

  /** The mean share. */
  public double mean() {
    return shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** Part of the grids of which more than half of the map lies in the right quarter. */
  public double majorities() {
    DoublePredicate more = share -> share > 0.5;
    return (double) shares.stream().mapToDouble(Double::doubleValue).filter(more).count()
        / Math.max(1, shares.size());
  }
}
