package fovea.onednn.ffm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

/** Test data, and comparison of results. */
public final class Values {
  private Values() {}

  /**
   * Whole numbers from -3 to 3: sums of products are exact in f32 in any order, bf16 holds them,
   * and equal ones are frequent.
   */
  public static float[] wholeNumbers(Random random, long... dims) {
    var values = new float[(int) Packing.elements(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(7) - 3;
    }
    return values;
  }

  /** Numbers between -2 and 2. */
  public static float[] reals(Random random, long... dims) {
    var values = new float[(int) Packing.elements(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 4 - 2;
    }
    return values;
  }

  /**
   * Fails where an element is off by more than {@code tolerance} times the largest magnitude
   * expected.
   */
  public static void assertClose(double[] expected, float[] actual, double tolerance, String what) {
    assertEquals(expected.length, actual.length, what);
    double largest = 1e-30;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * largest, what + ", element " + i);
    }
  }
}
