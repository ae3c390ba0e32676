package fovea.app.console;

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
public record Terminal(PrintStream stream, boolean live, int columns) {

  private static final int DEFAULT_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 20;

  /**
   * The terminal of this process. The launcher says in the property {@code fovea.columns} how wide
   * it is, and leaves that out when the error stream is no terminal: Java itself cannot tell.
   */
  public static Terminal system() {
    return of(System.err, System.getProperty("fovea.columns", ""), System.getenv());
  }

  static Terminal of(PrintStream stream, String columns, Map<String, String> environment) {
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean live = !columns.isEmpty() && !dumb && !environment.containsKey("CI");
    return new Terminal(stream, live, parse(columns));
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
