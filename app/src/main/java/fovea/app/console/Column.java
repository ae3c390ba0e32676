package fovea.app.console;

/**
 * One column of a {@link Table}.
 *
 * @param title stands above it; may be empty
 * @param right whether its cells are set to the right, as numbers are
 * @param width the least number of characters
 */
public record Column(String title, boolean right, int width) {

  /** A column of texts, as wide as its title. */
  public static Column text(String title) {
    return new Column(title, false, length(title));
  }

  /** A column of numbers, as wide as its title. */
  public static Column number(String title) {
    return new Column(title, true, length(title));
  }

  /** This column, at least {@code least} characters wide. */
  public Column atLeast(int least) {
    return new Column(title, right, Math.max(width, least));
  }

  /** {@code content} filled up to the width of this column. */
  String cell(String content) {
    String shown = ControlText.line(content);
    String space = " ".repeat(Math.max(0, width - length(content)));
    return right ? space + shown : shown + space;
  }

  /** Number of characters on the screen, as long as there are no wide or combining ones. */
  static int length(String text) {
    String shown = ControlText.line(text);
    return shown.codePointCount(0, shown.length());
  }
}
