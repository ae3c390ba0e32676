package fovea.train.rate;

import fovea.graph.type.FoveaException;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How the loss went while the learning rate rose.
 *
 * @param trials at least one, one for each step
 * @param diverged whether the loss became so large that the rest of the rates was left out
 */
public record RateCurve(List<Trial> trials, boolean diverged) {
  private static final double SHARE_OF_LOWEST = 0.1;

  /**
   * A step.
   *
   * @param rate learning rate
   * @param loss of its batch before the change
   * @param smoothed mean of it and of the losses around it
   */
  public record Trial(double rate, double loss, double smoothed) {}

  /**
   * Copies the list.
   *
   * @throws FoveaException if there is no trial
   */
  public RateCurve {
    trials = List.copyOf(trials);
    if (trials.isEmpty()) {
      throw FoveaException.at(
          "rate curve", "expected at least one trial, found none", "try some rates first");
    }
  }

  /** The step with the lowest smoothed loss, the first of equals. */
  public Trial lowest() {
    return trials.get(indexOfLowest());
  }

  /**
   * The rate at which the smoothed loss falls most steeply, plotted over the logarithm of the rate,
   * before its lowest point; empty where it falls nowhere. Low where the loss of the untrained
   * network is high, for that falls first.
   */
  public OptionalDouble steepest() {
    double best = 0;
    OptionalDouble rate = OptionalDouble.empty();
    int last = indexOfLowest();
    for (int i = 1; i <= last && i + 1 < trials.size(); i++) {
      double slope = slope(i);
      if (slope < best) {
        best = slope;
        rate = OptionalDouble.of(trials.get(i).rate());
      }
    }
    return rate;
  }

  /**
   * A tenth of the rate at which the smoothed loss is lowest, beyond which it rises again; empty
   * where the loss falls nowhere. The safer of the two.
   */
  public OptionalDouble tenthOfLowest() {
    return indexOfLowest() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(SHARE_OF_LOWEST * lowest().rate());
  }

  private double slope(int index) {
    Trial from = trials.get(index - 1);
    Trial to = trials.get(index + 1);
    return (to.smoothed() - from.smoothed()) / Math.log(to.rate() / from.rate());
  }

  private int indexOfLowest() {
    int lowest = 0;
    for (int i = 1; i < trials.size(); i++) {
      if (trials.get(i).smoothed() < trials.get(lowest).smoothed()) {
        lowest = i;
      }
    }
    return lowest;
  }
}
