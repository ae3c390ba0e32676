package fovea.train;

import fovea.data.batch.Batch;
import fovea.graph.Plan;
import fovea.train.schedule.Schedule;
import fovea.train.schedule.StepHyperparameters;
import java.util.Locale;

/**
 * The schedule of one training: which hyperparameters at which step.
 *
 * @param schedule how the rate changes
 * @param base the optimizer's own rate
 * @param epochSteps of each epoch
 * @param epochs of the whole training
 */
record TrainingSchedule(Schedule schedule, double base, EpochSteps epochSteps, int epochs) {

  /** Steps of an epoch. */
  long stepsPerEpoch() {
    return epochSteps.count();
  }

  /** Steps of the whole training. */
  long totalSteps() {
    return stepsPerEpoch() * epochs;
  }

  /** What step {@code number}, counted from 1, is run with. */
  StepHyperparameters hyperparameters(long number) {
    return schedule.hyperparameters(base, place(number));
  }

  /** Trains on the batch that comes next: a step, or a part of one. */
  double run(TrainStep step, Batch batch) {
    return isStep(step)
        ? step.run(batch, hyperparameters(step.steps() + 1))
        : step.accumulate(batch);
  }

  /** The plan by which {@link #run} would train. */
  Plan plan(TrainStep step, Batch batch) {
    return isStep(step)
        ? step.plan(batch, hyperparameters(step.steps() + 1))
        : step.accumulationPlan(batch);
  }

  private boolean isStep(TrainStep step) {
    return epochSteps.isStep(step.position().batches() % epochSteps.batches() + 1);
  }

  /** Where in the training step {@code number}, counted from 1, stands. */
  Schedule.Place place(long number) {
    return new Schedule.Place(number - 1, stepsPerEpoch(), totalSteps());
  }

  /** How errors call step {@code number}, counted from 1. */
  String name(long number) {
    long epoch = (number - 1) / stepsPerEpoch() + 1;
    long first = (number - 1) % stepsPerEpoch() * epochSteps.accumulated() + 1;
    return String.format(Locale.ROOT, "step %,d (batch %,d of epoch %d)", number, first, epoch);
  }
}
