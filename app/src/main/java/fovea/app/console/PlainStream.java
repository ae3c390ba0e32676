package fovea.app.console;

import java.io.PrintStream;

/**
 * A stream of text for people. What reads it may be a terminal, so control characters of whatever
 * is printed are escaped, see {@link ControlText}; what we send on purpose goes to {@link #raw}.
 */
public final class PlainStream extends PrintStream {

  private final PrintStream raw;

  private PlainStream(PrintStream raw) {
    super(raw, true, raw.charset());
    this.raw = raw;
  }

  /** A stream in front of {@code stream}, or that one if it is such a stream. */
  public static PlainStream of(PrintStream stream) {
    return stream instanceof PlainStream plain ? plain : new PlainStream(stream);
  }

  /** What takes every character as it is: for JSON, and for the sequences of a progress bar. */
  public PrintStream raw() {
    return raw;
  }

  @Override
  public void print(String text) {
    super.print(ControlText.lines(String.valueOf(text)));
  }

  @Override
  public void print(Object value) {
    print(String.valueOf(value));
  }
}
