package fovea.app.console;

/**
 * Foreign text made harmless: names of files and classes may hold characters that move the cursor,
 * color the screen or turn the direction of writing round; they are shown as escapes, {@code \x1b}.
 */
public final class ControlText {

  private ControlText() {}

  /** The text with every control character escaped but line breaks and tabs. */
  public static String lines(String text) {
    return escape(text, false);
  }

  /** The text with every control character escaped, for what must stay on one line. */
  public static String line(String text) {
    return escape(text, true);
  }

  private static String escape(String text, boolean oneLine) {
    if (text.chars().noneMatch(c -> isControl((char) c, oneLine))) {
      return text;
    }
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isControl(c, oneLine)) {
        out.append(escape(c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isControl(char c, boolean oneLine) {
    if (c == '\n' || c == '\t') {
      return oneLine;
    }
    return Character.isISOControl(c) || turnsDirection(c) || c == '\u2028' || c == '\u2029';
  }

  /**
   * The marks that Unicode has for right-to-left writing; they can make a name look like another.
   */
  private static boolean turnsDirection(char c) {
    return c == '\u200e'
        || c == '\u200f'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> (c < 0x100 ? "\\x%02x" : "\\u%04x").formatted((int) c);
    };
  }
}
