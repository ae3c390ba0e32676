package fovea.train.schedule;

import fovea.train.internal.SettingChecks;

/**
 * Up to the optimizer's own rate and down again, along a line each, step by step; by default as in
 * the fast recipe for CIFAR-10 of Jordan (2024).
 *
 * @param start share of the optimizer's own rate at the first step
 * @param rise share of the steps that go up
 * @param end share of the optimizer's own rate that it comes to after the last step
 */
public record TriangularSchedule(double start, double rise, double end) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public TriangularSchedule {
    SettingChecks.atLeast("share of the rate at the start", start, 0);
    SettingChecks.fraction("share of the rise", rise);
    SettingChecks.atLeast("share of the rate at the end", end, 0);
  }

  /** From 0.2 up over 0.23 of the steps, then down to 0.07. */
  public TriangularSchedule() {
    this(0.2, 0.23, 0.07);
  }

  /** With another start. */
  public TriangularSchedule start(double start) {
    return new TriangularSchedule(start, rise, end);
  }

  /** With another share of steps that go up. */
  public TriangularSchedule rise(double rise) {
    return new TriangularSchedule(start, rise, end);
  }

  /** With another end. */
  public TriangularSchedule end(double end) {
    return new TriangularSchedule(start, rise, end);
  }

  @Override
  public double rate(double base, Place place) {
    double top = Math.floor(rise * place.totalSteps());
    double share =
        place.step() < top
            ? start + (1 - start) * place.step() / top
            : 1 + (end - 1) * (place.step() - top) / (place.totalSteps() - top);
    return base * share;
  }
}
