package fovea.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Compares numbers that two ways of computing have given. */
final class Compare {

  private Compare() {}

  /** They differ by no more than rounding does, as a share of the largest. */
  static void close(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 2e-4 * largest, "number " + i);
    }
  }
}
