package fovea.train.schedule;

import fovea.train.internal.SettingChecks;
import fovea.train.optim.Sgd;
import java.util.OptionalDouble;

/**
 * Up to the optimizer's own rate, then down (Smith &amp; Topin 2019): two half waves of a cosine,
 * step by step. Meanwhile the momentum of {@link Sgd}, whatever it was set to, goes from 0.95 down
 * to 0.85 and back; other optimizers keep theirs.
 *
 * @param rise share of the steps that go up
 * @param divisor the rate starts at the optimizer's own one divided by this
 * @param endDivisor and ends at the starting one divided by this
 * @param cyclesMomentum whether the momentum changes as well
 */
public record OneCycleSchedule(
    double rise, double divisor, double endDivisor, boolean cyclesMomentum) implements Schedule {
  private static final double LOW_MOMENTUM = 0.85;
  private static final double HIGH_MOMENTUM = 0.95;

  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public OneCycleSchedule {
    SettingChecks.fraction("share of the rise", rise);
    SettingChecks.positive("divisor of the rate at the start", divisor);
    SettingChecks.positive("divisor of the rate at the end", endDivisor);
  }

  /** PyTorch's: up over 0.3 of the steps from a 25th, down to 1e-4 of that; with the momentum. */
  public OneCycleSchedule() {
    this(0.3, 25, 1e4, true);
  }

  /** With another share of steps that go up. */
  public OneCycleSchedule rise(double rise) {
    return new OneCycleSchedule(rise, divisor, endDivisor, cyclesMomentum);
  }

  /** With another start. */
  public OneCycleSchedule divisor(double divisor) {
    return new OneCycleSchedule(rise, divisor, endDivisor, cyclesMomentum);
  }

  /** With another end. */
  public OneCycleSchedule endDivisor(double endDivisor) {
    return new OneCycleSchedule(rise, divisor, endDivisor, cyclesMomentum);
  }

  /** Whether the momentum changes as well. */
  public OneCycleSchedule cyclesMomentum(boolean cycles) {
    return new OneCycleSchedule(rise, divisor, endDivisor, cycles);
  }

  @Override
  public double rate(double base, Place place) {
    double start = base / divisor;
    return isRising(place)
        ? Wave.between(start, base, way(place))
        : Wave.between(base, start / endDivisor, way(place));
  }

  @Override
  public OptionalDouble momentum(Place place) {
    double way = isRising(place) ? way(place) : 1 - way(place);
    return cyclesMomentum
        ? OptionalDouble.of(Wave.between(HIGH_MOMENTUM, LOW_MOMENTUM, way))
        : OptionalDouble.empty();
  }

  private double top(Place place) {
    return Math.max(0, rise * place.totalSteps() - 1);
  }

  private boolean isRising(Place place) {
    return place.step() < top(place);
  }

  /** How much of the present rise or fall is done. */
  private double way(Place place) {
    double top = top(place);
    double last = place.totalSteps() - 1;
    if (isRising(place)) {
      return place.step() / top;
    }
    return last > top ? (place.step() - top) / (last - top) : 0;
  }
}
