package fovea.app.console;

import java.util.Optional;

/** A progress bar for each stage of some work, one after the other. Safe for threads. */
public final class StageBars implements AutoCloseable {

  private final Terminal terminal;
  private Optional<Stage> shown = Optional.empty();

  private record Stage(String label, ProgressBar bar) {}

  /** Bars that are shown on a terminal. */
  public StageBars(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Shows how far a stage is; the bar of the stage before it ends.
   *
   * @param label of the stage
   * @param done number of items
   * @param items in all
   */
  public synchronized void at(String label, long done, ProgressBar.Items items) {
    if (shown.filter(stage -> stage.label().equals(label)).isEmpty()) {
      close();
      var work = new ProgressBar.Work(label, items.count(), items);
      shown = Optional.of(new Stage(label, new ProgressBar(terminal, work)));
    }
    shown.ifPresent(stage -> stage.bar().at(done, ""));
  }

  /** Ends what is shown, so that something else can be said; more stages may follow. */
  @Override
  public synchronized void close() {
    shown.ifPresent(stage -> stage.bar().close());
    shown = Optional.empty();
  }
}
