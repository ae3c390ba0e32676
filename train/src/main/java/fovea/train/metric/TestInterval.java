package fovea.train.metric;

import fovea.graph.type.FoveaException;
import fovea.train.internal.SettingChecks;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a training tests the model on its test examples.
 *
 * @param count of the unit, at least 1
 * @param unit what is counted
 */
public record TestInterval(int count, Unit unit) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(?:[ -](steps|epochs?))?");

  /** What is counted between tests. */
  public enum Unit {
    /** Changes of the weights. */
    STEPS,
    /** Passes over the training examples. */
    EPOCHS
  }

  /**
   * Checks the count.
   *
   * @throws fovea.graph.type.FoveaException if it is below 1
   */
  public TestInterval {
    SettingChecks.atLeast("interval of tests", count, 1);
  }

  /** After every {@code count} steps, and after each epoch as well. */
  public static TestInterval steps(int count) {
    return new TestInterval(count, Unit.STEPS);
  }

  /** After every {@code count} epochs, and after the last one. */
  public static TestInterval epochs(int count) {
    return new TestInterval(count, Unit.EPOCHS);
  }

  /**
   * Reads {@code 2}, {@code 2 epochs}, {@code 50 steps} or, in one word, {@code 50-steps}.
   *
   * @throws FoveaException if it is none of these
   */
  public static TestInterval parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw FoveaException.here(
          "expected a number of epochs or steps, found '" + text + "'",
          "write it as 2 or 50-steps");
    }
    int count = Integer.parseInt(parts.group(1));
    return "steps".equals(parts.group(2)) ? steps(count) : epochs(count);
  }

  /** Whether to test after so many steps in all, in the middle of an epoch. */
  public boolean isDueAfterStep(long steps) {
    return unit == Unit.STEPS && steps % count == 0;
  }

  /** Whether to test after epoch number {@code epoch} of {@code epochs}. */
  public boolean isDueAfterEpoch(int epoch, int epochs) {
    return unit == Unit.STEPS || epoch % count == 0 || epoch >= epochs;
  }

  /** Such as {@code 50 steps}. */
  @Override
  public String toString() {
    return switch (unit) {
      case STEPS -> count + " steps";
      case EPOCHS -> count + (count == 1 ? " epoch" : " epochs");
    };
  }
}
