package fovea.train;

import java.util.List;

/** Times {@code gamma} as each of {@code epochs} begins, counted from 0. */
public record MultiStepSchedule(List<Integer> epochs, double gamma) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.FoveaException if one is out of its range
   */
  public MultiStepSchedule {
    epochs = List.copyOf(epochs);
    Settings.positive("factor of the rate", gamma);
  }

  @Override
  public double rate(double base, Place place) {
    double passed = epochs.stream().filter(epoch -> epoch <= place.epoch()).count();
    return base * Math.pow(gamma, passed);
  }
}
