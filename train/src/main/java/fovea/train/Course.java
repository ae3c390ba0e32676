package fovea.train;

/**
 * The course of one training: which rate at which step.
 *
 * @param schedule how the rate changes
 * @param base the optimizer's own rate
 * @param stepsPerEpoch batches in an epoch
 * @param epochs of the whole training
 */
record Course(Schedule schedule, double base, long stepsPerEpoch, int epochs) {

  /** Steps of the whole training. */
  long totalSteps() {
    return stepsPerEpoch * epochs;
  }

  /** What step {@code number}, counted from 1, is run with. */
  Pace pace(long number) {
    return schedule.pace(base, new Schedule.Place(number - 1, stepsPerEpoch, totalSteps()));
  }

  /** How errors call step {@code number}, counted from 1. */
  String name(long number) {
    long epoch = (number - 1) / stepsPerEpoch + 1;
    long batch = (number - 1) % stepsPerEpoch + 1;
    return "step %,d (batch %,d of epoch %d)".formatted(number, batch, epoch);
  }
}
