package fovea.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Numbers for people. */
final class NumbersTest {

  @Test
  void roundsTimesBeforeTheyAreTakenApart() {
    assertEquals("3.6 s", Numbers.seconds(3.62));
    assertEquals("1:00", Numbers.seconds(59.97));
    assertEquals("2:00", Numbers.seconds(119.7));
    assertEquals("1:00:00", Numbers.seconds(3599.8));
  }
}
