package fovea.train.schedule;

import fovea.train.internal.SettingChecks;

/**
 * Down along half a cosine wave, step by step; with restarts several times (Loshchilov &amp; Hutter
 * 2016): after each fall the rate is the optimizer's own again. The falls together take the whole
 * training, so that it ends at the lowest rate.
 *
 * @param end rate at the end of each fall
 * @param restarts how often the rate goes back up
 * @param factor each fall is so many times as long as the one before it
 */
public record CosineSchedule(double end, int restarts, double factor) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public CosineSchedule {
    SettingChecks.atLeast("rate at the end", end, 0);
    SettingChecks.atLeast("number of restarts", restarts, 0);
    SettingChecks.positive("factor of the length", factor);
  }

  /** Down to 0 without restarts; with restarts all falls are of one length. */
  public CosineSchedule() {
    this(0, 0, 1);
  }

  /** With another rate at the end. */
  public CosineSchedule end(double end) {
    return new CosineSchedule(end, restarts, factor);
  }

  /** With another number of restarts. */
  public CosineSchedule restarts(int restarts) {
    return new CosineSchedule(end, restarts, factor);
  }

  /** With falls that become longer, or shorter. */
  public CosineSchedule factor(double factor) {
    return new CosineSchedule(end, restarts, factor);
  }

  @Override
  public double rate(double base, Place place) {
    double all = 0;
    double length = 1;
    for (int i = 0; i <= restarts; i++) {
      all += length;
      length *= factor;
    }
    // In lengths of the first fall.
    double done = place.step() * all / place.totalSteps();
    length = 1;
    for (int i = 0; i < restarts && done >= length; i++) {
      done -= length;
      length *= factor;
    }
    return Wave.between(base, end, done / length);
  }
}
