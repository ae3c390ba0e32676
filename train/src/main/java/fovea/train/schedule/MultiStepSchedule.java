package fovea.train.schedule;

import fovea.train.internal.SettingChecks;
import java.util.List;

/** Times {@code gamma} as each of {@code epochs} begins, counted from 0. */
public record MultiStepSchedule(List<Integer> epochs, double gamma) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public MultiStepSchedule {
    epochs = List.copyOf(epochs);
    epochs.forEach(epoch -> SettingChecks.atLeast("epoch", epoch, 0));
    SettingChecks.positive("factor of the rate", gamma);
  }

  /** With another factor. */
  public MultiStepSchedule gamma(double gamma) {
    return new MultiStepSchedule(epochs, gamma);
  }

  @Override
  public double rate(double base, Place place) {
    double passed = epochs.stream().filter(epoch -> epoch <= place.epoch()).count();
    return base * Math.pow(gamma, passed);
  }
}
