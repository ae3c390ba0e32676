package fovea.train;

/**
 * Asks a training to stop after the running step, with everything saved; from any thread, such as
 * the one that handles Ctrl-C.
 */
public final class StopSignal {
  private volatile boolean requested;

  /** One that nobody has asked for yet. */
  public StopSignal() {}

  /** Asks to stop; lasts. */
  public void request() {
    requested = true;
  }

  /** Whether it was asked to stop. */
  public boolean requested() {
    return requested;
  }
}
