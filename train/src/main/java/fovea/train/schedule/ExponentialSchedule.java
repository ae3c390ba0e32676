package fovea.train.schedule;

import fovea.train.internal.SettingChecks;

/** Times {@code gamma} after each epoch. */
public record ExponentialSchedule(double gamma) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public ExponentialSchedule {
    SettingChecks.positive("factor of the rate", gamma);
  }

  @Override
  public double rate(double base, Place place) {
    return base * Math.pow(gamma, place.epoch());
  }
}
