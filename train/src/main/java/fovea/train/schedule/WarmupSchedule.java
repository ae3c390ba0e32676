package fovea.train.schedule;

import fovea.train.internal.SettingChecks;
import java.util.OptionalDouble;

/**
 * A linear rise to the first rate of another schedule, step by step, which then runs over what is
 * left.
 *
 * @param epochs length of the rise, not necessarily whole
 */
public record WarmupSchedule(double epochs, Schedule then) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public WarmupSchedule {
    SettingChecks.atLeast("epochs of warm-up", epochs, 0);
  }

  @Override
  public double rate(double base, Place place) {
    long steps = steps(place);
    double rate = then.rate(base, after(place));
    return place.step() < steps ? rate * (place.step() + 1) / steps : rate;
  }

  @Override
  public OptionalDouble momentum(Place place) {
    return then.momentum(after(place));
  }

  private long steps(Place place) {
    return Math.round(epochs * place.stepsPerEpoch());
  }

  private Place after(Place place) {
    return place.part(steps(place), place.totalSteps());
  }
}
