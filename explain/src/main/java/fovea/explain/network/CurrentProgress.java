package fovea.explain.network;

/** Keeps the running listener out of the fields of a public interface. */
final class CurrentProgress {
  static final ScopedValue<WorkProgress> VALUE = ScopedValue.newInstance();

  private CurrentProgress() {}
}
