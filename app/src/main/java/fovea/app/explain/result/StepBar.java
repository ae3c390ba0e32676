package fovea.app.explain.result;

import fovea.app.console.ProgressBar;
import fovea.app.session.Session;
import fovea.explain.network.WorkProgress;
import java.util.Optional;

/** Shows how far a long work is, and ends it when the user wants that. */
public final class StepBar implements WorkProgress, AutoCloseable {
  private final Session session;
  private final String label;
  private Optional<ProgressBar> bar = Optional.empty();

  /** A bar for work that is called {@code label}. */
  public StepBar(Session session, String label) {
    this.session = session;
    this.label = label;
  }

  /** The work was ended by the user. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Stopped() {
      super("stopped by the user", null, false, false);
    }
  }

  @Override
  public void at(long done, long all) {
    if (session.stop().requested()) {
      throw new Stopped();
    }
    ProgressBar shown = bar.orElseGet(() -> begin(all));
    bar = Optional.of(shown);
    shown.at(done, "");
  }

  private ProgressBar begin(long all) {
    var work = new ProgressBar.Work(label, all, new ProgressBar.Items(all, "steps"));
    return new ProgressBar(session.terminal(), work);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
