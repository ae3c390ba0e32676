package fovea.explain.network;

import java.util.function.Supplier;

/** Is told how far a long work is. What it throws ends the work. */
@FunctionalInterface
public interface WorkProgress {

  /**
   * So many steps are done.
   *
   * @param all number of steps of the whole work
   */
  void at(long done, long all);

  /** Nobody listens. */
  static WorkProgress none() {
    return (_, _) -> {};
  }

  /** The one of the running {@link #hear}, else {@link #none}: what long work tells. */
  static WorkProgress current() {
    return CurrentProgress.VALUE.orElse(none());
  }

  /** Runs {@code work}, which tells this of its steps. */
  default <T> T hear(Supplier<T> work) {
    return ScopedValue.where(CurrentProgress.VALUE, this).call(work::get);
  }
}
