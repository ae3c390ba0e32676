package fovea.explain.measure;

import fovea.graph.type.FoveaException;
import java.util.List;

/**
 * How likely the network takes the class to be while more and more of a picture changes, from
 * nothing to all of it in equal steps.
 *
 * @param probabilities one more than there are steps
 */
public record ProbabilityCurve(List<Double> probabilities) {

  /**
   * Copies the list.
   *
   * @throws FoveaException if there is no step
   */
  public ProbabilityCurve {
    probabilities = List.copyOf(probabilities);
    if (probabilities.size() < 2) {
      throw FoveaException.here(
          "expected 2 probabilities or more, found " + probabilities.size(), "take a step");
    }
  }

  /** Number of steps. */
  public int steps() {
    return probabilities.size() - 1;
  }

  /** The area under the curve between 0 and 1, by the trapezoidal rule: the mean probability. */
  public double area() {
    double ends = (probabilities.getFirst() + probabilities.getLast()) / 2;
    double inner =
        probabilities.subList(1, steps()).stream().mapToDouble(Double::doubleValue).sum();
    return (ends + inner) / steps();
  }
}
