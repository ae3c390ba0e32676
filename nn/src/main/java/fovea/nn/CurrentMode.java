package fovea.nn;

/** Keeps the running mode out of the fields of a public interface. */
final class CurrentMode {
  static final ScopedValue<Mode> VALUE = ScopedValue.newInstance();

  private CurrentMode() {}
}
