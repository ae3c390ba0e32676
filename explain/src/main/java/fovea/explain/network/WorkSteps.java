package fovea.explain.network;

/** Counts the steps of a long work and tells {@link WorkProgress#current} of them. */
public final class WorkSteps {
  private final WorkProgress progress = WorkProgress.current();
  private final long all;
  private long done;

  /** For a work of so many steps, none of which is done. */
  public WorkSteps(long all) {
    this.all = all;
  }

  /** So many more are done. */
  public void add(long more) {
    done += more;
    progress.at(done, all);
  }
}
