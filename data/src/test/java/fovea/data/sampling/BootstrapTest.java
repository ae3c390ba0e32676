package fovea.data.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Samples with replacement for the members of an ensemble. */
class BootstrapTest {
  private static final long SEED = 11;

  @Test
  void aboutTwoThirdsAreDrawn() {
    double mean = 0;
    int members = 20;
    for (int member = 1; member <= members; member++) {
      Bootstrap sample = Bootstrap.of(10_000, SEED + member);
      assertEquals(1 - Math.exp(-1), sample.distinctShare(), 0.015);
      mean += sample.distinctShare() / members;
    }
    assertEquals(0.632, mean, 0.002, "seed " + SEED);
  }

  @Test
  void whatIsNotDrawnIsOutOfBag() {
    Bootstrap sample = Bootstrap.of(50, SEED);
    int[] all =
        IntStream.concat(Arrays.stream(sample.drawn()).distinct(), Arrays.stream(sample.outOfBag()))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, 50).toArray(), all);
    assertEquals(50, sample.drawn().length);
    assertEquals(1 - sample.outOfBag().length / 50.0, sample.distinctShare(), 1e-12);
  }

  @Test
  void itFollowsFromItsSeed() {
    int[] first = Bootstrap.of(100, SEED).drawn();
    assertArrayEquals(first, Bootstrap.of(100, SEED).drawn());
    assertFalse(Arrays.equals(first, Bootstrap.of(100, SEED + 1).drawn()));
    assertEquals(0, Bootstrap.of(0, SEED).distinctShare());
  }
}
