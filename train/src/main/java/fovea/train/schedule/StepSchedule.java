package fovea.train.schedule;

import fovea.train.internal.SettingChecks;

/** Times {@code gamma} every {@code epochs} epochs. */
public record StepSchedule(int epochs, double gamma) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public StepSchedule {
    SettingChecks.atLeast("epochs between steps of the rate", epochs, 1);
    SettingChecks.positive("factor of the rate", gamma);
  }

  /** With another factor. */
  public StepSchedule gamma(double gamma) {
    return new StepSchedule(epochs, gamma);
  }

  @Override
  public double rate(double base, Place place) {
    int passed = place.epoch() / epochs;
    return base * Math.pow(gamma, passed);
  }
}
