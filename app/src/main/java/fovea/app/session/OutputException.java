package fovea.app.session;

/**
 * Results that nobody can read: the output is closed, its reader has ended, or its disk is full.
 */
public final class OutputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The one sentence there is to say. */
  public OutputException() {
    super(
        "output: expected a place for results, found it closed or full; free some space, or let what"
            + " reads it read to the end");
  }
}
