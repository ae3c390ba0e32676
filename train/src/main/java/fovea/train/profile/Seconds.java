package fovea.train.profile;

import java.util.Arrays;

/**
 * Times of the same thing, measured again and again.
 *
 * @param best the shortest
 * @param median the middle one
 */
public record Seconds(double best, double median) {

  static Seconds ofNanos(long... nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Seconds(sorted[0] / 1e9, sorted[sorted.length / 2] / 1e9);
  }
}
