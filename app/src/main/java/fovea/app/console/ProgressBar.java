package fovea.app.console;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows how far a long work has come: steps, rate, time left.
 *
 * <p>On a screen one line is redrawn, at most ten times a second; in a file or the log of a CI, a
 * line is added every ten seconds. Closing removes the line from the screen, so that what follows
 * stands in its place.
 */
public final class ProgressBar implements AutoCloseable {

  /**
   * What is to be done.
   *
   * @param label stands before the bar: {@code epoch 3/10}
   * @param steps how many steps there are
   * @param items how many items these steps work on, for the rate
   * @param unit what the items are: {@code images}
   */
  public record Work(String label, long steps, long items, String unit) {}

  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LOG_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 5;
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final Terminal terminal;
  private final Work work;
  private final LongSupplier nanos;
  private final long start;
  private long shown;
  private boolean onScreen;

  /** A bar for work that begins now. */
  public ProgressBar(Terminal terminal, Work work) {
    this(terminal, work, System::nanoTime);
  }

  ProgressBar(Terminal terminal, Work work, LongSupplier nanos) {
    this.terminal = terminal;
    this.work = work;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.shown = start;
  }

  /**
   * Says that {@code done} steps lie behind; cheap enough to call at each step.
   *
   * @param note stands at the end: {@code loss 0.312}
   */
  public void at(long done, String note) {
    long now = nanos.getAsLong();
    if (now - shown >= (terminal.live() ? REDRAW_NANOS : LOG_NANOS)) {
      shown = now;
      show(done, (now - start) / 1e9, note);
    }
  }

  /** Takes the line off the screen. */
  @Override
  public void close() {
    if (onScreen) {
      terminal.stream().print(CLEAR_LINE);
      terminal.stream().flush();
      onScreen = false;
    }
  }

  private void show(long done, double seconds, String note) {
    double share = work.steps() == 0 ? 1 : Math.clamp((double) done / work.steps(), 0.0, 1.0);
    String figures = figures(done, share, seconds) + (note.isEmpty() ? "" : "  " + note);
    if (terminal.live()) {
      redraw(share, figures);
    } else {
      terminal.stream().println(work.label() + "  " + figures);
    }
  }

  private void redraw(double share, String figures) {
    int room = terminal.columns() - work.label().length() - figures.length() - 5;
    String bar = room < NARROWEST_BAR ? "" : "  " + bar(share, Math.min(room, WIDEST_BAR));
    String line = work.label() + bar + "  " + figures;
    // The last column stays free: many terminals would begin a new line.
    String fitting = line.substring(0, Math.min(line.length(), terminal.columns() - 1));
    terminal.stream().print(CLEAR_LINE + fitting);
    terminal.stream().flush();
    onScreen = true;
  }

  private String figures(long done, double share, double seconds) {
    String steps = "%s/%s steps".formatted(Quantity.count(done), Quantity.count(work.steps()));
    if (share == 0) {
      return steps;
    }
    String rate = Quantity.rate(share * work.items() / seconds) + " " + work.unit() + "/s";
    var left = Duration.ofMillis(Math.round(1000 * seconds * (1 - share) / share));
    return steps + "  " + rate + "  " + Quantity.clock(left) + " left";
  }

  private String bar(double share, int width) {
    int full = (int) Math.round(share * width);
    return terminal.unicode()
        ? "━".repeat(full) + "╌".repeat(width - full)
        : "#".repeat(full) + "-".repeat(width - full);
  }
}
