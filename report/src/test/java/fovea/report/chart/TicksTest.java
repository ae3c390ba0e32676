package fovea.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {

  @Test
  void numbersAreRoundAndHaveTheDigitsThatTheyNeed() {
    assertEquals(List.of("0", "0.2", "0.4", "0.6", "0.8", "1.0"), labels(0, 1, 5));
    assertEquals(List.of("0", "50", "100"), labels(0, 110, 3));
    assertEquals(List.of("-0.5", "0", "0.5"), labels(-0.7, 0.7, 3));
    assertEquals(List.of("-1e-5", "-5e-6", "0", "5e-6"), labels(-1.2e-5, 7e-6, 5));
    assertEquals(List.of("0", "1e6", "2e6"), labels(0, 2.5e6, 3));
    assertEquals(List.of("1000.5", "1001.0", "1001.5"), labels(1000.3, 1001.7, 3));
  }

  @Test
  void logarithmicNumbersArePowersOfTen() {
    assertEquals(List.of("0.01", "0.1", "1", "10"), logLabels(0.01, 10, 5));
    assertEquals(List.of("1", "2", "5", "10"), logLabels(1, 10, 8));
    assertEquals(List.of("1e-8", "1e-5", "0.01"), logLabels(1e-8, 1, 3));
  }

  @Test
  void thereAreNeitherNoneNorTooMany() {
    var random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      double low = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
      double high = low + Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(12) - 6);
      int count = Ticks.linear(low, high, 6).size();
      String range = low + " to " + high + ": " + count;
      assertTrue(count >= 1 && count <= 7, range);
    }
  }

  private static List<String> labels(double low, double high, int most) {
    return Ticks.linear(low, high, most).stream().map(Ticks.Tick::label).toList();
  }

  private static List<String> logLabels(double low, double high, int most) {
    return Ticks.logarithmic(low, high, most).stream().map(Ticks.Tick::label).toList();
  }
}
