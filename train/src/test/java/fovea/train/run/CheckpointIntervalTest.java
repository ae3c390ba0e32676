package fovea.train.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointIntervalTest {
  private static final Duration QUICK = Duration.ofMillis(5);

  @Test
  void theUsualOneIsAMinuteAndStretchesForALargeState() {
    CheckpointInterval usual = new Checkpoints().every();
    assertFalse(usual.isDue(500, Duration.ofSeconds(59), QUICK));
    assertTrue(usual.isDue(501, Duration.ofSeconds(60), QUICK));
    Duration slow = Duration.ofSeconds(2);
    assertFalse(usual.isDue(502, Duration.ofSeconds(199), slow));
    assertTrue(usual.isDue(503, Duration.ofSeconds(200), slow));
  }

  @Test
  void whatAUserWantsIsDone() {
    Duration slow = Duration.ofSeconds(9);
    assertTrue(CheckpointInterval.steps(50).isDue(150, QUICK, slow));
    assertFalse(CheckpointInterval.steps(50).isDue(151, Duration.ofHours(1), slow));
    assertTrue(CheckpointInterval.time(QUICK).isDue(1, QUICK, slow));
    assertFalse(CheckpointInterval.epoch().isDue(1, Duration.ofDays(1), QUICK));
  }

  @Test
  void readsWhatItWrites() {
    for (String text : List.of("auto", "500steps", "30s", "120s", "epoch")) {
      assertEquals(text, CheckpointInterval.parse(text).toString());
    }
    assertEquals(CheckpointInterval.steps(1), CheckpointInterval.parse("1 step"));
    assertEquals(CheckpointInterval.time(Duration.ofMinutes(2)), CheckpointInterval.parse("2m"));
    assertEquals(CheckpointInterval.time(Duration.ofHours(1)), CheckpointInterval.parse("1h"));
    for (String wrong : List.of("", "often", "0steps", "0s", "-1m", "1.5m", "2 days")) {
      assertThrows(FoveaException.class, () -> CheckpointInterval.parse(wrong), wrong);
    }
    assertThrows(FoveaException.class, () -> new Checkpoints().kept(0));
  }
}
