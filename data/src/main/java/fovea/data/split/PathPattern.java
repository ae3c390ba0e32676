package fovea.data.split;

import fovea.data.pixels.DataException;
import fovea.format.FormatException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression whose first capturing group finds the group of a file in its path.
 *
 * @param expression as the user has written it
 * @param pattern the same, compiled
 */
record PathPattern(String expression, Pattern pattern) {

  /** An expression that looks at characters more often than this tries too many ways to match. */
  private static final int MOST_LOOKS = 2_000_000;

  private static final String EXAMPLE =
      "Give one that captures what the files of a group have in common, such as '(patient\\d+)_'";

  /**
   * That of a text.
   *
   * @throws DataException if it is no regular expression, or captures nothing
   */
  static PathPattern of(String expression) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new DataException(
          "group",
          String.format(
              Locale.ROOT,
              "expected a regular expression, found %s (%s at character %d)",
              FormatException.excerpt(expression),
              e.getDescription().toLowerCase(Locale.ROOT),
              e.getIndex() + 1),
          EXAMPLE);
    } catch (StackOverflowError _) {
      throw new DataException(
          "group", "expected a regular expression, found one that is nested too deeply", EXAMPLE);
    }
    if (pattern.matcher("").groupCount() == 0) {
      throw new DataException(
          "group",
          "expected a regular expression with a group in parentheses, found %s"
              .formatted(FormatException.excerpt(expression)),
          EXAMPLE);
    }
    return new PathPattern(expression, pattern);
  }

  /**
   * What the first capturing group finds, if the expression matches anywhere.
   *
   * @throws DataException if that takes too long
   */
  Optional<String> group(String path) {
    try {
      Matcher matcher = pattern.matcher(new CountedText(path));
      return matcher.find() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    } catch (TooManyLooks | StackOverflowError _) {
      throw new DataException(
          "group",
          "expected a regular expression that is soon done, found that %s tries too many ways to match %s"
              .formatted(FormatException.excerpt(expression), FormatException.excerpt(path)),
          "Leave out repetitions within repetitions, such as (a+)+");
    }
  }

  /** Ends a search that would take years. */
  private static final class TooManyLooks extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyLooks() {
      super("too many looks", null, false, false);
    }
  }

  /** A text that counts how often it is looked at. */
  private static final class CountedText implements CharSequence {
    private final String text;
    private int looks;

    CountedText(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      looks++;
      if (looks > MOST_LOOKS) {
        throw new TooManyLooks();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
