package fovea.train.cost;

import fovea.train.TrainCallback.Started;
import fovea.train.TrainCallback.Stepped;
import fovea.train.metric.TestInterval;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Estimates the cost of a training from its own first steps, so that no step is computed for that
 * alone. The very first ones are left out: plans are made then, and the JVM still compiles.
 */
public final class CostEstimate {

  private static final double NANO = 1e-9;

  /** What is left out, and what is measured: so many steps and seconds, fewer if they are slow. */
  private static final int STEPS = 5;

  private static final double SECONDS = 1;
  private static final double SLOW_SECONDS = 4;

  /** A test is the forward pass alone; the backward one takes twice as long. */
  private static final double TEST_SHARE = 1.0 / 3;

  private final Started training;
  private final TestInterval tests;
  private long last = System.nanoTime();
  private long steps;
  private double seconds;
  private long measuredSteps;
  private double measuredSeconds;
  private boolean isDone;

  /**
   * An estimate, from when it is made.
   *
   * @param training that begins
   * @param tests how often it tests
   */
  public CostEstimate(Started training, TestInterval tests) {
    this.training = training;
    this.tests = tests;
  }

  /**
   * What a training will cost.
   *
   * @param seconds of all steps and tests that are left
   * @param epochs that are left, the running one included
   * @param peakBytes the most memory of the process up to now; empty where the system does not tell
   */
  public record Guess(double seconds, int epochs, OptionalLong peakBytes) {}

  /** A step is done: once enough is known, and only then, the estimate. */
  public Optional<Guess> stepped(Stepped event) {
    if (isDone) {
      return Optional.empty();
    }
    long now = System.nanoTime();
    double duration = (now - last) * NANO;
    last = now;
    return add(event, duration);
  }

  /** A step is done that has taken so long. */
  Optional<Guess> add(Stepped event, double duration) {
    if (isEnough(steps, seconds)) {
      measuredSteps++;
      measuredSeconds += duration;
    }
    steps++;
    seconds += duration;
    isDone = isEnough(measuredSteps, measuredSeconds);
    return isDone ? Optional.of(guess(event)) : Optional.empty();
  }

  private static boolean isEnough(long steps, double seconds) {
    return seconds >= SLOW_SECONDS || (steps >= STEPS && seconds >= SECONDS);
  }

  private Guess guess(Stepped event) {
    double step = measuredSeconds / measuredSteps;
    long batches = event.stepsPerEpoch();
    long done = (event.epoch() - 1) * batches + event.step();
    long left = training.epochs() * batches - done;
    double image = step * batches / Math.max(1, training.trainExamples());
    double test = image * TEST_SHARE * training.testExamples();
    return new Guess(
        step * left + test * testsLeft(event.epoch(), left),
        training.epochs() - event.epoch() + 1,
        ProcessUsage.peakBytes());
  }

  private long testsLeft(int epoch, long stepsLeft) {
    long count =
        switch (tests.unit()) {
          case EPOCHS -> 0;
          case STEPS -> stepsLeft / tests.count();
        };
    for (int each = epoch; each <= training.epochs(); each++) {
      count += tests.isDueAfterEpoch(each, training.epochs()) ? 1 : 0;
    }
    return count;
  }
}
