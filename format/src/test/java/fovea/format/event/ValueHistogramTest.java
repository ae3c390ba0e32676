package fovea.format.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueHistogramTest {

  @Test
  void bucketsAreOfEqualWidth() {
    ValueHistogram histogram = ValueHistogram.of(61, index -> index - 30);
    assertEquals(-30, histogram.least());
    assertEquals(30, histogram.largest());
    assertEquals(61, histogram.count());
    assertEquals(0, histogram.sum());
    assertEquals(2 * (30 * 31 * 61 / 6), histogram.squares());
    assertEquals(30, histogram.limits().size());
    assertEquals(-28, histogram.limits().getFirst(), 1e-12);
    assertEquals(30, histogram.limits().getLast());
    List<Double> counts = new ArrayList<>(Collections.nCopies(29, 2.0));
    counts.add(3.0);
    assertEquals(counts, histogram.counts());
  }

  @Test
  void equalValuesAreOneBucket() {
    ValueHistogram histogram = ValueHistogram.of(5, _ -> 2);
    assertEquals(List.of(2.0), histogram.limits());
    assertEquals(List.of(5.0), histogram.counts());
  }

  @Test
  void onlyFiniteValuesCount() {
    double[] values = {Double.NaN, 1, Double.POSITIVE_INFINITY, 3, Double.NEGATIVE_INFINITY};
    ValueHistogram histogram = ValueHistogram.of(5, index -> values[(int) index]);
    assertEquals(2, histogram.count());
    assertEquals(4, histogram.sum());
    assertEquals(3, histogram.largest());
    assertEquals(List.of(), ValueHistogram.of(0, _ -> 0).counts());
    assertEquals(0, ValueHistogram.of(3, _ -> Double.NaN).count());
  }

  /** The middle column of three times three weights would be all that a stride of 9 sees. */
  @Test
  void aSampleOfManySeesEveryColumn() {
    long size = 9L * 1_000_000;
    ValueHistogram histogram = ValueHistogram.of(size, index -> index % 9);
    assertTrue(histogram.count() <= 1_000_000 && histogram.count() > 500_000);
    histogram.counts().stream()
        .filter(count -> count > 0)
        .forEach(count -> assertEquals(histogram.count() / 9, count, 1));
    assertEquals(4, histogram.sum() / histogram.count(), 1e-3);
  }

  @Test
  void countsAddUp() {
    var random = new Random(3);
    double[] values = random.doubles(10_000).map(x -> Math.log(x)).toArray();
    ValueHistogram histogram = ValueHistogram.of(values.length, index -> values[(int) index]);
    double sum = histogram.counts().stream().mapToDouble(count -> count).sum();
    assertEquals(values.length, sum);
    double below = 0;
    for (int i = 0; i < ValueHistogram.BUCKETS - 1; i++) {
      below += histogram.counts().get(i);
      double limit = histogram.limits().get(i);
      long direct = Arrays.stream(values).filter(x -> x < limit).count();
      assertEquals(direct, below, 1);
    }
  }
}
