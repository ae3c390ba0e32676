package fovea.bench.compare;

/** The command line is wrong; the message says how. */
public final class CommandLineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what is wrong. */
  public CommandLineException(String message) {
    super(message);
  }
}
