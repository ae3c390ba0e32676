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
   * @param before how many of them were done before the bar was made, which the rate leaves out
   * @param content what is worked on
   */
  public record Work(String label, long steps, long before, Content content) {

    /** Steps that work on items, from the first one on. */
    public Work(String label, long steps, Items items) {
      this(label, steps, 0, items);
    }

    /** Bytes to be moved. */
    public static Work bytes(String label, long bytes) {
      return new Work(label, bytes, 0, new Bytes());
    }

    /** The same where so many steps were done before. */
    public Work after(long steps) {
      return new Work(label, this.steps, steps, content);
    }

    private double share(long done) {
      return steps == 0 ? 1 : Math.clamp((double) done / steps, 0.0, 1.0);
    }
  }

  /** What is worked on, and so how progress is said. */
  public sealed interface Content {}

  /**
   * Things, several in a step.
   *
   * @param count how many in all steps
   * @param unit what they are: {@code images}
   */
  public record Items(long count, String unit) implements Content {}

  /** Bytes, one in a step. */
  public record Bytes() implements Content {}

  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LOG_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 5;

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
      terminal.clearLine();
      onScreen = false;
    }
  }

  private void show(long done, double seconds, String note) {
    double share = work.share(done);
    String numbers = numbers(done, seconds) + (note.isEmpty() ? "" : "  " + note);
    if (terminal.live()) {
      redraw(share, numbers);
    } else {
      terminal.stream().println(work.label() + "  " + numbers);
    }
  }

  private void redraw(double share, String numbers) {
    String label = ControlText.line(work.label());
    int room = terminal.columns() - label.length() - numbers.length() - 5;
    String bar = room < NARROWEST_BAR ? "" : "  " + bar(share, Math.min(room, WIDEST_BAR));
    String line = ControlText.line(label + bar + "  " + numbers);
    // The last column stays free: many terminals would begin a new line.
    String fitting = line.substring(0, Math.min(line.length(), terminal.columns() - 1));
    terminal.clearLine();
    terminal.stream().print(fitting);
    terminal.stream().flush();
    onScreen = true;
  }

  private String numbers(long done, double seconds) {
    double share = work.share(done);
    double here = share - work.share(work.before());
    String steps = steps(done);
    if (here <= 0) {
      return steps;
    }
    var left = Duration.ofMillis(Math.round(1000 * seconds * (1 - share) / here));
    return steps + "  " + rate(here / seconds) + "  " + Quantity.clock(left) + " left";
  }

  private String steps(long done) {
    return switch (work.content()) {
      case Items _ -> "%s/%s steps".formatted(Quantity.count(done), Quantity.count(work.steps()));
      case Bytes _ -> "%s of %s".formatted(Quantity.bytes(done), Quantity.bytes(work.steps()));
    };
  }

  /** The rate, given the share of the work that is done in a second. */
  private String rate(double share) {
    return switch (work.content()) {
      case Items items -> Quantity.rate(share * items.count()) + " " + items.unit() + "/s";
      case Bytes _ -> Quantity.bytes(Math.round(share * work.steps())) + "/s";
    };
  }

  private String bar(double share, int width) {
    int full = (int) Math.round(share * width);
    return terminal.unicode()
        ? "━".repeat(full) + "╌".repeat(width - full)
        : "#".repeat(full) + "-".repeat(width - full);
  }
}
