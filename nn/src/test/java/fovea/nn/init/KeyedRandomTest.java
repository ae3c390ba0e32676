package fovea.nn.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class KeyedRandomTest {
  private static final int COUNT = 200_000;
  private static final int BINS = 20;

  private final KeyedRandom random = KeyedRandom.of(7, "layer1.0.conv1.weight");

  @Test
  void numbersNeverChangeBetweenVersions() {
    assertEquals(6896534354593457882L, random.bits(0));
    assertEquals(0.3738618764935571, random.uniform(0));
    assertEquals(1.7901497199050045, random.normal(1));
  }

  @Test
  void everyPartOfTheKeyCounts() {
    assertNotEquals(random.bits(0), KeyedRandom.of(8, "layer1.0.conv1.weight").bits(0));
    assertNotEquals(random.bits(0), KeyedRandom.of(7, "layer1.0.conv2.weight").bits(0));
    assertNotEquals(random.bits(0), random.bits(1));
    assertNotEquals(random.bits(0), random.occurrence(0).bits(0));
    assertNotEquals(random.occurrence(1).bits(0), random.occurrence(0).bits(0));
  }

  @Test
  void uniformNumbersFillTheirHistogramEvenly() {
    assertFits(random::uniform);
  }

  @Test
  void normalNumbersFillTheirHistogramEvenly() {
    assertFits(index -> cumulative(random.normal(index)));
  }

  @Test
  void neighborsAreIndependent() {
    double sum = 0;
    for (long i = 0; i < COUNT; i++) {
      sum += random.normal(i) * random.normal(i + 1);
    }
    assertEquals(0, sum / COUNT, 4 / Math.sqrt(COUNT));
  }

  /** Chi-squared test of numbers that should be uniform in [0, 1]. */
  private static void assertFits(LongToDoubleFunction numbers) {
    int[] histogram = new int[BINS];
    for (long i = 0; i < COUNT; i++) {
      histogram[Math.min(BINS - 1, (int) (numbers.applyAsDouble(i) * BINS))]++;
    }
    double expected = (double) COUNT / BINS;
    double chi = 0;
    for (int count : histogram) {
      chi += (count - expected) * (count - expected) / expected;
    }
    // The 99.9 % quantile of 19 degrees of freedom.
    assertTrue(chi < 43.8, "chi squared " + chi);
  }

  /** Distribution function of the normal distribution, by Simpson's rule from 0. */
  private static double cumulative(double x) {
    int steps = 200;
    double width = x / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      int weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
      sum += weight * Math.exp(-0.5 * (i * width) * (i * width));
    }
    return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
  }
}
