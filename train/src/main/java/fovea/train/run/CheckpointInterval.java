package fovea.train.run;

import fovea.graph.type.FoveaException;
import fovea.train.internal.SettingChecks;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a training writes a checkpoint within an epoch. There is one at the start, after each
 * epoch and when the training is stopped in any case.
 */
public sealed interface CheckpointInterval {

  /** About a minute, and longer where a checkpoint takes so long that it would cost a percent. */
  record Automatic() implements CheckpointInterval {
    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final int TIMES = 100;

    @Override
    public String toString() {
      return "auto";
    }
  }

  /**
   * A number of changes of the weights.
   *
   * @param count at least 1
   */
  record Steps(int count) implements CheckpointInterval {
    /**
     * Checks the count.
     *
     * @throws FoveaException if it is below 1
     */
    public Steps {
      SettingChecks.atLeast("interval of checkpoints", count, 1);
    }

    @Override
    public String toString() {
      return count + "steps";
    }
  }

  /**
   * A time.
   *
   * @param duration above 0
   */
  record Time(Duration duration) implements CheckpointInterval {
    /**
     * Checks the time.
     *
     * @throws FoveaException if it is not above 0
     */
    public Time {
      SettingChecks.positive("interval of checkpoints", (double) duration.toNanos());
    }

    @Override
    public String toString() {
      return duration.toSeconds() + "s";
    }
  }

  /** None within an epoch. */
  record Epoch() implements CheckpointInterval {
    @Override
    public String toString() {
      return "epoch";
    }
  }

  /** About a minute. */
  static CheckpointInterval automatic() {
    return new Automatic();
  }

  /** After every {@code count} changes of the weights. */
  static CheckpointInterval steps(int count) {
    return new Steps(count);
  }

  /** As soon as so much time has passed since the last one. */
  static CheckpointInterval time(Duration duration) {
    return new Time(duration);
  }

  /** Only after each epoch. */
  static CheckpointInterval epoch() {
    return new Epoch();
  }

  /**
   * Reads {@code auto}, {@code 500steps}, {@code 30s}, {@code 2m}, {@code 1h} or {@code epoch}.
   *
   * @throws FoveaException if it is none of these
   */
  static CheckpointInterval parse(String text) {
    Matcher parts = Pattern.compile("(\\d{1,9})[ -]?(steps?|s|m|h)").matcher(text);
    if (parts.matches()) {
      int count = Integer.parseInt(parts.group(1));
      return switch (parts.group(2)) {
        case "s" -> time(Duration.ofSeconds(count));
        case "m" -> time(Duration.ofMinutes(count));
        case "h" -> time(Duration.ofHours(count));
        default -> steps(count);
      };
    }
    return switch (text) {
      case "auto" -> automatic();
      case "epoch" -> epoch();
      default ->
          throw FoveaException.here(
              "expected steps, a time, auto or epoch, found '" + text + "'",
              "write it as 500steps, 30s, 2m or 1h");
    };
  }

  /**
   * Whether to write a checkpoint in the middle of an epoch.
   *
   * @param steps changes of the weights in all, the last of which was just made
   * @param passed time since the last checkpoint
   * @param cost how long writing that took
   */
  default boolean isDue(long steps, Duration passed, Duration cost) {
    return switch (this) {
      case Automatic _ ->
          passed.compareTo(Automatic.USUAL) >= 0
              && passed.compareTo(cost.multipliedBy(Automatic.TIMES)) >= 0;
      case Steps(int count) -> steps % count == 0;
      case Time(Duration duration) -> passed.compareTo(duration) >= 0;
      case Epoch _ -> false;
    };
  }
}
