package fovea.train.average;

import fovea.format.Codecs;
import fovea.train.schedule.Schedule;

/**
 * A running average of the weights of a model in training: what is tested after each epoch and
 * saved, while the training goes on with the weights as they are. Whenever a step {@link #isDue},
 * the average goes a share of the way to the newest weights; it begins as those of the first such
 * step.
 *
 * <p>All parameters that train are averaged, and running statistics of 32-bit floats as well,
 * unless the average {@link #recomputesStatistics recomputes} them.
 */
public interface WeightAverage {

  /** Whether the newest weights enter the average after the step at {@code place}. */
  boolean isDue(Schedule.Place place);

  /**
   * The share of the newest weights in the average, above 0 and at most 1.
   *
   * @param taken how many have entered it before; 0 at first, when there is no other
   */
  double share(long taken);

  /**
   * Whether the running statistics of batch normalization are those of the averaged weights, by a
   * forward pass over the training examples after each epoch, instead of an average, too.
   */
  default boolean recomputesStatistics() {
    return false;
  }

  /**
   * The exponential moving average that keeps {@code decay} of itself in each step, such as 0.999.
   *
   * @throws fovea.graph.type.FoveaException if it is below 0 or not below 1
   */
  static MovingAverage ema(double decay) {
    return new MovingAverage(decay, 1);
  }

  /**
   * Stochastic weight averaging: the mean of the weights after each epoch from {@code epoch} on.
   *
   * @param epoch counted from 0: as many epochs come before
   * @throws fovea.graph.type.FoveaException if it is below 0
   */
  static EpochAverage swa(int epoch) {
    return new EpochAverage(epoch);
  }

  /** The codecs of averages, by which run folders name them; an own one may be registered. */
  static Codecs<WeightAverage> codecs() {
    return WeightAverageCodecs.ALL;
  }
}
