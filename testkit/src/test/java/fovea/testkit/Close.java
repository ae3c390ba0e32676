package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

/** Comparison of arrays of numbers. */
public final class Close {
  private Close() {}

  /**
   * Requires differences of at most {@code tolerance} times the largest expected number, or times
   * {@code floor} where all are smaller.
   */
  public static void check(
      String what, double[] expected, double[] found, double tolerance, double floor) {
    assertEquals(expected.length, found.length, what + ": number of elements");
    double largest = floor;
    for (double value : expected) {
      largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    for (int i = 0; i < expected.length; i++) {
      boolean same = Double.compare(expected[i], found[i]) == 0;
      // Not >, so that NaN fails.
      if (!same && !(Math.abs(expected[i] - found[i]) <= tolerance * largest)) {
        fail(
            what
                + " "
                + i
                + " is "
                + found[i]
                + ", expected "
                + expected[i]
                + ", largest "
                + largest);
      }
    }
  }
}
