package fovea.train.schedule;

import fovea.train.internal.SettingChecks;

/** Down to {@code end} along half a cosine wave (Loshchilov &amp; Hutter 2017, no restarts). */
public record CosineSchedule(double end) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public CosineSchedule {
    SettingChecks.atLeast("rate at the end", end, 0);
  }

  @Override
  public double rate(double base, Place place) {
    return Wave.between(base, end, (double) place.step() / place.totalSteps());
  }
}
