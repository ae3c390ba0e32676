package fovea.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final double EXACT = 1e-12;

  @Test
  void findsTheMiddle() {
    assertEquals(3, Statistics.median(List.of(9.0, 1.0, 3.0)), EXACT);
    assertEquals(2, Statistics.median(List.of(1.0, 3.0)), EXACT);
    assertEquals(7, Statistics.median(List.of(7.0)), EXACT);
    assertThrows(IllegalArgumentException.class, () -> Statistics.median(List.of()));
  }

  @Test
  void interpolatesQuantiles() {
    List<Double> values = List.of(4.0, 1.0, 2.0, 3.0);
    assertEquals(1.75, Statistics.quantile(values, 0.25), EXACT);
    assertEquals(3.25, Statistics.quantile(values, 0.75), EXACT);
    assertEquals(1, Statistics.best(values), EXACT);
  }

  @Test
  void comparesMediansBestsAndRounds() {
    Samples fovea = new Samples(List.of(List.of(1.0, 2.0, 3.0), List.of(2.0, 2.0, 4.0)));
    Samples peer = new Samples(List.of(List.of(4.0, 4.0, 9.0), List.of(6.0, 7.0, 8.0)));
    Ratio ratio = Ratio.of(fovea, peer);
    assertEquals(6.5 / 2, ratio.ofMedians(), EXACT);
    assertEquals(4, ratio.ofBests(), EXACT);
    // The rounds' own ratios are 2 and 3.5.
    assertEquals(2.375, ratio.lower(), EXACT);
    assertEquals(3.125, ratio.upper(), EXACT);
  }
}
