package fovea.format;

import java.util.regex.Pattern;

/**
 * A JSON number, kept as it is written so that no digit is lost.
 *
 * @param literal the number in JSON's own spelling
 */
public record JsonNumber(String literal) implements JsonValue {

  private static final int MAX_LENGTH = 1_000;
  private static final Pattern GRAMMAR =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /**
   * Checks the spelling.
   *
   * @throws FormatException if the literal is no JSON number, or one of over 1,000 characters
   */
  public JsonNumber {
    if (literal.length() > MAX_LENGTH || !GRAMMAR.matcher(literal).matches()) {
      throw new FormatException(
          "JSON",
          "expected a number, found " + FormatException.excerpt(literal),
          "Write numbers as -12, 0.5 or 1e-3");
    }
  }

  /** A whole number. */
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /**
   * A real number, in the shortest spelling that reads back to the same bits.
   *
   * @throws FormatException if {@code value} is infinite or not a number, which JSON cannot say
   */
  public static JsonNumber of(double value) {
    return new JsonNumber(Double.toString(value));
  }

  /** A real number; {@code null} for one that is infinite or not a number. */
  public static JsonValue orNull(double value) {
    return Double.isFinite(value) ? of(value) : new JsonNull();
  }

  /**
   * This number as a whole one.
   *
   * @throws FormatException if it has a fraction or an exponent, or does not fit 64 bits
   */
  public long toLong() {
    try {
      return Long.parseLong(literal);
    } catch (NumberFormatException e) {
      throw new FormatException(
          "JSON",
          "expected a whole number of at most 64 bits, found " + FormatException.excerpt(literal),
          "Write it without fraction and exponent");
    }
  }

  /** The double nearest to this number; infinite if it is beyond the range of doubles. */
  public double toDouble() {
    return Double.parseDouble(literal);
  }
}
