package fovea.train.schedule;

import fovea.train.internal.SettingChecks;

/**
 * Down as a power of the part of the training that is left, step by step.
 *
 * @param power 1 is a line; above 1 the rate falls fast at first, below 1 at last
 * @param end rate that it comes to after the last step
 */
public record PolynomialSchedule(double power, double end) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public PolynomialSchedule {
    SettingChecks.positive("power", power);
    SettingChecks.atLeast("rate at the end", end, 0);
  }

  /** With another rate at the end. */
  public PolynomialSchedule end(double end) {
    return new PolynomialSchedule(power, end);
  }

  @Override
  public double rate(double base, Place place) {
    double left = 1 - (double) place.step() / place.totalSteps();
    return end + (base - end) * Math.pow(Math.max(0, left), power);
  }
}
