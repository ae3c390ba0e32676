package fovea.format;

import fovea.error.UserException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file or text that cannot be read, written or understood; its message is one sentence for the
 * user and one that says what to do.
 */
public final class FormatException extends UserException {

  /** Characters of a foreign text that a message shows. */
  static final int EXCERPT = 40;

  private static final long serialVersionUID = 1L;

  private final String where;
  private final String problem;
  private final String remedy;

  /**
   * Joins the three parts of every error: where, what was expected and found, what to do.
   *
   * @param where the file, or the field within it
   * @param problem what was expected and what was found, without a full stop
   * @param remedy what the user can do, without a full stop
   */
  public FormatException(String where, String problem, String remedy) {
    this(where, problem, remedy, null);
  }

  private FormatException(String where, String problem, String remedy, @Nullable Throwable cause) {
    super(where + ": " + problem + ". " + remedy + (remedy.endsWith("?") ? "" : "."), cause);
    this.where = where;
    this.problem = problem;
    this.remedy = remedy;
  }

  @Override
  public FormatException within(String place) {
    return (where + ", ").startsWith(place + ", ")
        ? this
        : new FormatException(place + ", " + where, problem, remedy, this);
  }

  /** With {@code better} as what the user can do, if that was {@code general}. */
  FormatException remedy(String general, String better) {
    return remedy.equals(general) ? new FormatException(where, problem, better, this) : this;
  }

  /** The text with a capital letter. */
  static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** A short, quoted, printable piece of a possibly hostile text, to be shown in messages. */
  public static String excerpt(String text) {
    String head = text.substring(0, Math.min(text.length(), EXCERPT));
    // Whatever moves a cursor, ends a line, or turns the direction of writing round.
    String safe = head.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    return '"' + safe + (text.length() > EXCERPT ? "…\"" : "\"");
  }
}
