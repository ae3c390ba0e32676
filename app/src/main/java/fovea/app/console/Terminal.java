package fovea.app.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where messages go, and what can be done there.
 *
 * @param stream the error stream; results never go there
 * @param live whether a line can be redrawn in place: a screen, not a file or the log of a CI
 * @param columns characters a line
 */
public record Terminal(PlainStream stream, boolean live, int columns) {

  private static final int DEFAULT_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 20;
  private static final String CLEAR_LINE = "\r\u001b[2K";

  /** A terminal; control characters of what is printed on {@code stream} are escaped. */
  public Terminal(PrintStream stream, boolean live, int columns) {
    this(PlainStream.of(stream), live, columns);
  }

  /**
   * The terminal of this process. The launcher says in the property {@code fovea.columns} how wide
   * it is, and leaves that out when the error stream is no terminal: Java itself cannot tell.
   */
  public static Terminal system() {
    return of(
        inCharset(System.err, FileDescriptor.err),
        System.getProperty("fovea.columns", ""),
        System.getenv());
  }

  /** The output of this process, where results go. */
  public static PrintStream output() {
    return inCharset(System.out, FileDescriptor.out);
  }

  /**
   * A stream in the charset of the terminal; in UTF-8 if Java knows of nothing but ASCII, as where
   * no locale is set: who reads it most likely reads UTF-8, and names are not lost.
   */
  private static PrintStream inCharset(PrintStream usual, FileDescriptor file) {
    return usual.charset().equals(StandardCharsets.US_ASCII)
        ? new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8)
        : usual;
  }

  static Terminal of(PrintStream stream, String columns, Map<String, String> environment) {
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean live = !columns.isEmpty() && !dumb && !environment.containsKey("CI");
    return new Terminal(stream, live, parse(columns));
  }

  /** Removes the line that the cursor is on; what is printed next takes its place. */
  void clearLine() {
    stream.raw().print(CLEAR_LINE);
    stream.raw().flush();
  }

  /** Whether more than ASCII can be shown. */
  public boolean unicode() {
    return stream.charset().equals(StandardCharsets.UTF_8);
  }

  private static int parse(String columns) {
    try {
      int number = Integer.parseInt(columns);
      return number < FEWEST_COLUMNS ? DEFAULT_COLUMNS : number;
    } catch (NumberFormatException _) {
      return DEFAULT_COLUMNS;
    }
  }
}
