package fovea.graph.type;

/** Where plans run. */
public enum Device {
  /** The fastest device that is usable here. */
  AUTO("auto"),
  /** The CPU with native kernels. */
  CPU("cpu"),
  /** Plain Java loops: slow, exact, everywhere. */
  REFERENCE("reference");

  private static final ScopedValue<Device> CURRENT = ScopedValue.newInstance();

  private final String label;

  Device(String label) {
    this.label = label;
  }

  /** The device of the running {@link #use}, else {@link #AUTO}. */
  public static Device current() {
    return CURRENT.isBound() ? CURRENT.get() : AUTO;
  }

  /** Runs {@code body} with this device for all that names none. */
  public <T> T use(java.util.function.Supplier<T> body) {
    return ScopedValue.where(CURRENT, this).call(body::get);
  }

  @Override
  public String toString() {
    return label;
  }
}
