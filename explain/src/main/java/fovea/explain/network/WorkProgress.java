package fovea.explain.network;

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
}
