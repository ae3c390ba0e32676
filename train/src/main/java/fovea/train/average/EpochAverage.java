package fovea.train.average;

import fovea.train.internal.SettingChecks;
import fovea.train.schedule.Schedule;

/**
 * Stochastic weight averaging (SWA, Izmailov et al. 2018): the plain mean of the weights at the end
 * of each of the last epochs, best with a rate that stays high in these. The running statistics of
 * batch normalization are computed for the average by a forward pass over the training examples.
 *
 * @param from number of epochs before the first that enters it
 */
public record EpochAverage(int from) implements WeightAverage {

  /**
   * Checks the epoch.
   *
   * @throws fovea.graph.type.FoveaException if it is below 0
   */
  public EpochAverage {
    SettingChecks.atLeast("first epoch of the average", from, 0);
  }

  @Override
  public boolean isDue(Schedule.Place place) {
    return (place.step() + 1) % place.stepsPerEpoch() == 0 && place.epoch() >= from;
  }

  @Override
  public double share(long taken) {
    return 1.0 / (taken + 1);
  }

  @Override
  public boolean recomputesStatistics() {
    return true;
  }
}
