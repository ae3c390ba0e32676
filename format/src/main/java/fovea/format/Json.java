package fovea.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes JSON (RFC 8259), strictly: no comments, no trailing commas, no repeated keys, no
 * text after the value, at most {@value #MAX_DEPTH} levels deep and {@value #MAX_VALUES} values.
 *
 * <p>Members keep their order, so that the same value always gives the same text.
 */
public final class Json {

  /** The deepest nesting that is read. */
  public static final int MAX_DEPTH = 64;

  /** The most values, nested ones included, that are read: it bounds the memory. */
  public static final int MAX_VALUES = 2_000_000;

  private Json() {}

  /**
   * The value that {@code text} holds.
   *
   * @param where names the text in errors: a file, or a field of one
   * @throws FormatException if the text is not strict JSON
   */
  public static JsonValue parse(String text, String where) {
    return new JsonParser(text, where).document();
  }

  /**
   * The value that UTF-8 {@code bytes} hold.
   *
   * @param where names the text in errors: a file, or a field of one
   * @throws FormatException if the bytes are not UTF-8 or not strict JSON
   */
  public static JsonValue parse(ByteBuffer bytes, String where) {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), where);
    } catch (CharacterCodingException e) {
      throw new FormatException(
          where, "expected JSON in UTF-8, found bytes that are not UTF-8", JsonParser.REMEDY);
    }
  }

  /** One line without any white space. */
  public static String write(JsonValue value) {
    return JsonWriter.compact(value);
  }

  /** Several lines, indented by two spaces, for files that people open. */
  public static String pretty(JsonValue value) {
    return JsonWriter.indented(value);
  }
}
