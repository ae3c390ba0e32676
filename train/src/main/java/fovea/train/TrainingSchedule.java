package fovea.train;

import fovea.train.schedule.Schedule;
import fovea.train.schedule.StepHyperparameters;
import java.util.Locale;

/**
 * The schedule of one training: which hyperparameters at which step.
 *
 * @param schedule how the rate changes
 * @param base the optimizer's own rate
 * @param stepsPerEpoch batches in an epoch
 * @param epochs of the whole training
 */
record TrainingSchedule(Schedule schedule, double base, long stepsPerEpoch, int epochs) {

  /** Steps of the whole training. */
  long totalSteps() {
    return stepsPerEpoch * epochs;
  }

  /** What step {@code number}, counted from 1, is run with. */
  StepHyperparameters hyperparameters(long number) {
    return schedule.hyperparameters(base, place(number));
  }

  /** Where in the training step {@code number}, counted from 1, stands. */
  Schedule.Place place(long number) {
    return new Schedule.Place(number - 1, stepsPerEpoch, totalSteps());
  }

  /** How errors call step {@code number}, counted from 1. */
  String name(long number) {
    long epoch = (number - 1) / stepsPerEpoch + 1;
    long batch = (number - 1) % stepsPerEpoch + 1;
    return String.format(Locale.ROOT, "step %,d (batch %,d of epoch %d)", number, batch, epoch);
  }
}
