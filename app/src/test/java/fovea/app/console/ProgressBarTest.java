package fovea.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private static final ProgressBar.Work EPOCH =
      new ProgressBar.Work("epoch 3/10", 1_000, new ProgressBar.Items(64_000, "images"));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long clock;

  private ProgressBar bar(boolean live, int columns) {
    return bar(live, columns, EPOCH);
  }

  private ProgressBar bar(boolean live, int columns, ProgressBar.Work work) {
    return new ProgressBar(new Terminal(stream, live, columns), work, () -> clock);
  }

  private String printed() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  private void pass(Duration time) {
    clock += time.toNanos();
  }

  @Test
  void redrawsOneLineWithStepsRateAndTimeLeft() {
    try (var bar = bar(true, 100)) {
      pass(Duration.ofSeconds(4));
      bar.at(250, "loss 0.312");
      assertEquals(
          "\r\u001b[2Kepoch 3/10  "
              + "━".repeat(8)
              + "╌".repeat(22)
              + "  250/1,000 steps  4,000 images/s  0:12 left  loss 0.312",
          printed());
    }
    assertEquals("\r\u001b[2K", printed(), "the line is taken away");
  }

  @Test
  void redrawsAtMostTenTimesASecond() {
    var bar = bar(true, 100);
    int drawn = 0;
    for (int step = 1; step <= 1_000; step++) {
      pass(Duration.ofMillis(1));
      bar.at(step, "");
      drawn += printed().isEmpty() ? 0 : 1;
    }
    assertEquals(10, drawn);
  }

  @Test
  void neverFillsTheLastColumn() {
    for (int columns = 20; columns < 120; columns++) {
      var bar = bar(true, columns);
      pass(Duration.ofSeconds(1));
      bar.at(437, "loss 0.312");
      int length = printed().replace("\r\u001b[2K", "").length();
      assertTrue(length < columns, length + " characters on " + columns + " columns");
    }
  }

  @Test
  void addsALineNowAndThenWhereNothingCanBeRedrawn() {
    try (var bar = bar(false, 80)) {
      pass(Duration.ofSeconds(9));
      bar.at(100, "");
      assertEquals("", printed());
      pass(Duration.ofSeconds(1));
      bar.at(500, "loss 0.5");
      assertEquals(
          "epoch 3/10  500/1,000 steps  3,200 images/s  0:10 left  loss 0.5\n",
          printed().replace(System.lineSeparator(), "\n"));
    }
    assertEquals("", printed());
  }

  @Test
  void knowsNoRateBeforeTheFirstStep() {
    var bar = bar(true, 60);
    pass(Duration.ofSeconds(1));
    bar.at(0, "");
    assertTrue(printed().endsWith("╌  0/1,000 steps"));
  }

  @Test
  void countsWhatWasDoneBeforeButNotInTheRate() {
    var bar = bar(false, 80, EPOCH.after(500));
    pass(Duration.ofSeconds(10));
    bar.at(750, "");
    assertEquals("epoch 3/10  750/1,000 steps  1,600 images/s  0:10 left", printed().strip());
  }

  @Test
  void countsBytes() {
    var bar = bar(false, 80, ProgressBar.Work.bytes("downloading a.gz", 20 << 20));
    pass(Duration.ofSeconds(10));
    bar.at(5 << 20, "");
    assertEquals(
        "downloading a.gz  5.0 MiB of 20.0 MiB  512.0 KiB/s  0:30 left", printed().strip());
  }
}
