package fovea.report.text;

/**
 * Text of others made fit for a report: a name of a class or a file may hold anything, such as
 * control characters, or signs that turn the direction of all that follows.
 */
public final class PlainText {
  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /**
   * The text on one line: control characters are blanks, signs of direction and invisible ones are
   * left out, and {@code U+FFFD} stands for what is no character.
   */
  public static String of(String text) {
    if (text.chars().allMatch(character -> character >= ' ' && character < 127)) {
      return text;
    }
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .filter(character -> Character.getType(character) != Character.FORMAT)
        .map(PlainText::shown)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static int shown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.SURROGATE -> REPLACEMENT;
      default -> (character & 0xFFFE) == 0xFFFE ? REPLACEMENT : character;
    };
  }
}
