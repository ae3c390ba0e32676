package fovea.train.profile;

import fovea.graph.type.FoveaException;
import java.time.Duration;

/**
 * How often something is measured: at least {@code fewest} times, then until {@code time} is over,
 * and at most {@code most} times.
 */
public record Repeats(int fewest, int most, Duration time) {

  /**
   * Checks the numbers.
   *
   * @throws FoveaException if nothing would be measured
   */
  public Repeats {
    if (fewest < 1 || most < fewest) {
      throw FoveaException.at(
          "repetitions",
          "expected at least 1, and not more at least than at most, found "
              + fewest
              + " to "
              + most,
          "choose other numbers");
    }
  }

  /** Three seconds, at least five times and at most a thousand. */
  public static Repeats defaults() {
    return new Repeats(5, 1_000, Duration.ofSeconds(3));
  }

  /** So many times, however long that takes. */
  public static Repeats times(int number) {
    return new Repeats(number, number, Duration.ZERO);
  }

  /**
   * What goes before: the first run touches the memory for the first time, later ones let the JVM
   * compile what is computed in Java.
   */
  Repeats warmUp() {
    return new Repeats(2, Integer.MAX_VALUE, time.dividedBy(2));
  }

  /** Whether to go on after {@code done} times and {@code nanos} nanoseconds. */
  boolean shouldContinue(int done, long nanos) {
    return done < fewest || (done < most && nanos < time.toNanos());
  }

  /**
   * How much of it is done, from 0 to 1, after {@code done} times and {@code nanos} nanoseconds.
   */
  double share(int done, long nanos) {
    double byTime = Math.min(1, (double) nanos / Math.max(1, time.toNanos()));
    return Math.max((double) done / most, Math.min((double) done / fewest, byTime));
  }
}
