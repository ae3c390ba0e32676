package fovea.app.option;

import fovea.train.schedule.Schedule;

/** The schedules, fitted to the length of a training. */
public enum ScheduleKind {
  /** The same rate throughout. */
  CONSTANT("constant"),
  /** A tenth after each third of the epochs. */
  STEP("step"),
  /** A tenth after half and again after three quarters of the epochs. */
  MULTI_STEP("multi-step"),
  /** Down to a hundredth, by the same factor after each epoch. */
  EXPONENTIAL("exponential"),
  /** Down to 0 along half a cosine wave. */
  COSINE("cosine"),
  /** Up from a 25th and down to almost 0. */
  ONE_CYCLE("one-cycle");

  private final String label;

  ScheduleKind(String label) {
    this.label = label;
  }

  /** The schedule of a training of so many epochs. */
  public Schedule over(int epochs) {
    return switch (this) {
      case CONSTANT -> Schedule.constant();
      case STEP -> Schedule.step(Math.ceilDiv(epochs, 3));
      case MULTI_STEP -> Schedule.multiStep(Math.ceilDiv(epochs, 2), Math.ceilDiv(3 * epochs, 4));
      case EXPONENTIAL -> Schedule.exponential(Math.pow(0.01, 1.0 / Math.max(1, epochs - 1)));
      case COSINE -> Schedule.cosine();
      // The momentum stays what the user or the recipe says.
      case ONE_CYCLE -> Schedule.oneCycle().cyclesMomentum(false);
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
