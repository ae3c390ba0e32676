package fovea.app.explain.result;

import fovea.app.console.ProgressBar;
import fovea.app.session.Session;
import fovea.explain.network.WorkProgress;
import java.util.Optional;

/** Shows how far a long work is, and ends it when the user wants that. */
public final class StepBar implements WorkProgress, AutoCloseable {
  private final Session session;
  private final String label;
  private final String unit;
  private Optional<ProgressBar> bar = Optional.empty();

  /** A bar for work that is called {@code label}. */
  public StepBar(Session session, String label) {
    this(session, label, "steps");
  }

  /** The same whose steps are {@code unit}, such as pictures. */
  public StepBar(Session session, String label, String unit) {
    this.session = session;
    this.label = label;
    this.unit = unit;
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
    var work = new ProgressBar.Work(label, all, new ProgressBar.Items(all, unit));
    return new ProgressBar(session.terminal(), work);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
