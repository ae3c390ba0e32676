package fovea.train.schedule;

import fovea.train.internal.SettingChecks;

/**
 * From one share of the optimizer's own rate to another along a line, step by step.
 *
 * @param start share at the first step
 * @param end share that it comes to after the last step
 */
public record LinearSchedule(double start, double end) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public LinearSchedule {
    SettingChecks.atLeast("share of the rate at the start", start, 0);
    SettingChecks.atLeast("share of the rate at the end", end, 0);
  }

  @Override
  public double rate(double base, Place place) {
    return base * (start + (end - start) * place.step() / place.totalSteps());
  }
}
