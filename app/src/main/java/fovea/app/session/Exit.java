package fovea.app.session;

/** Exit codes of the process. */
public final class Exit {

  /** Everything was done. */
  public static final int DONE = 0;

  /** It was understood but failed. */
  public static final int FAILED = 1;

  /** It was not understood: unknown verb, option or name, or an impossible value. */
  public static final int USAGE = 2;

  /** Ctrl-C ended it early, as shells number it: 128 and the signal. */
  public static final int INTERRUPTED = 130;

  private Exit() {}
}
