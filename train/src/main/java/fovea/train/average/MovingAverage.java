package fovea.train.average;

import fovea.train.internal.SettingChecks;
import fovea.train.schedule.Schedule;

/**
 * Exponential moving average (EMA) of weights, as in Polyak &amp; Juditsky 1992 and Inception
 * (Szegedy et al. 2016). The decay grows from small values at first, {@code (1 + n) / (10 + n)}
 * after {@code n} steps that entered it, as TensorFlow's does, so that early weights are soon
 * forgotten.
 *
 * @param decay what the average keeps of itself, 0.999 for example
 * @param every number of steps after which weights enter it, 1
 */
public record MovingAverage(double decay, int every) implements WeightAverage {

  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public MovingAverage {
    SettingChecks.fraction("decay of the average", decay);
    SettingChecks.atLeast("steps of the average", every, 1);
  }

  /** With another decay. */
  public MovingAverage decay(double decay) {
    return new MovingAverage(decay, every);
  }

  /** With another number of steps after which weights enter it. */
  public MovingAverage every(int steps) {
    return new MovingAverage(decay, steps);
  }

  @Override
  public boolean isDue(Schedule.Place place) {
    return (place.step() + 1) % every == 0;
  }

  @Override
  public double share(long taken) {
    return 1 - Math.min(decay, (1.0 + taken) / (10.0 + taken));
  }
}
