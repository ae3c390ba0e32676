package fovea.app;

/** Exit codes of the process. */
final class Exit {

  /** Everything was done. */
  static final int DONE = 0;

  /** It was understood but failed. */
  static final int FAILED = 1;

  /** It was not understood: unknown verb, option or name, or an impossible value. */
  static final int USAGE = 2;

  /** Ctrl-C ended it early, as shells number it: 128 and the signal. */
  static final int INTERRUPTED = 130;

  private Exit() {}
}
