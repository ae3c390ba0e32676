package fovea.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuantityTest {

  @Test
  void largeNumbersHaveThreeDigits() {
    assertEquals("0", Quantity.large(0));
    assertEquals("999", Quantity.large(999));
    assertEquals("417 k", Quantity.large(416_520));
    assertEquals("1 M", Quantity.large(999_900));
    assertEquals("4.09 G", Quantity.large(4_089_184_256L));
  }

  @Test
  void writesNumbersForPeople() {
    assertEquals("61,706", Quantity.count(61_706));
    assertEquals("15,320", Quantity.rate(15_320.4));
    assertEquals("12.4", Quantity.rate(12.4));
    assertEquals("98.53 %", Quantity.percent(0.98534));
    assertEquals("98.5 %", Quantity.share(0.98534));
    assertEquals("0.0432", Quantity.loss(0.04321));
    assertEquals("0.05", Quantity.rounded(0.05));
    assertEquals("50", Quantity.rounded(50));
    assertEquals("0.0123", Quantity.rounded(0.0123456));
    assertEquals("1.23e-6", Quantity.rounded(1.2345e-6));
    assertEquals("0", Quantity.rounded(0));
  }

  @Test
  void writesSizesWithTheirUnit() {
    assertEquals("0 B", Quantity.bytes(0));
    assertEquals("1023 B", Quantity.bytes(1023));
    assertEquals("1.0 KiB", Quantity.bytes(1024));
    assertEquals("23.5 GiB", Quantity.bytes(25_276_063_744L));
    assertEquals("8388608.0 TiB", Quantity.bytes(Long.MAX_VALUE));
  }

  @Test
  void writesShortTimesInSeconds() {
    assertEquals("3.6 s", Quantity.duration(3.55));
    assertEquals("59.9 s", Quantity.duration(59.94));
    assertEquals("1:00", Quantity.duration(59.95));
  }

  @Test
  void writesTimesOfAnyLength() {
    assertEquals("48 ns", Quantity.time(48e-9));
    assertEquals("12.3 µs", Quantity.time(12.3e-6));
    assertEquals("970.3 ms", Quantity.time(0.9703));
    assertEquals("9,970.3 ms", Quantity.time(9.9703));
    assertEquals("12.0 s", Quantity.time(12));
  }

  @Test
  void writesTimesLikeAClock() {
    assertEquals("0:07", Quantity.clock(Duration.ofMillis(7_900)));
    assertEquals("12:40", Quantity.clock(Duration.ofSeconds(760)));
    assertEquals("3:05:09", Quantity.clock(Duration.ofSeconds(3 * 3600 + 5 * 60 + 9)));
    assertEquals("0:00", Quantity.clock(Duration.ofSeconds(-1)));
  }
}
