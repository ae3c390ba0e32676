package fovea.format;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The short form of named settings, as users type them: {@code name:key=value,key=value}.
 *
 * <p>It stands for a JSON object whose field {@code name} has the name. A value is a number, {@code
 * true} or {@code false}, a word, a list of numbers as in {@code epochs=30+60}, or, in parentheses,
 * something with settings of its own: {@code then=(cosine:end=0.1)}, {@code (key=value)} or a list
 * {@code (a+b)}. A list of one ends in {@code +}. What is no word stands in quotation marks, as in
 * JSON. Blanks around the parts do not count.
 */
public final class Shorthand {

  private static final Pattern WORD = Pattern.compile("[A-Za-z_~/][^\\s,+():=\"\\\\\\p{Cntrl}]*");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final int PLAIN = 10;

  private Shorthand() {}

  /**
   * The object that {@code text} stands for.
   *
   * @throws FormatException if it is not of the form
   */
  public static JsonObject read(String text) {
    return new ShorthandReader(text).one();
  }

  /**
   * The objects that {@code text}, in which {@code +} stands between them, stands for.
   *
   * @throws FormatException if it is not of the form
   */
  public static List<JsonObject> readAll(String text) {
    return new ShorthandReader(text).all();
  }

  /**
   * The fields that stand behind a colon: {@code key=value,key=value}.
   *
   * @throws FormatException if {@code text} is not of the form
   */
  public static JsonObject readSettings(String text) {
    return new ShorthandReader(text).settings();
  }

  /** The short form of an object that has a name; {@link #read} reads it back. */
  public static String write(JsonObject named) {
    String name = named.string(Codecs.NAME);
    String settings = settings(named);
    return settings.isEmpty() ? name : name + ":" + settings;
  }

  private static String settings(JsonObject object) {
    return object.members().entrySet().stream()
        .filter(field -> !field.getKey().equals(Codecs.NAME))
        .map(field -> field.getKey() + "=" + text(field.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String text(JsonValue value) {
    return switch (value) {
      case JsonNumber(String literal) -> number(literal);
      case JsonBoolean(boolean flag) -> String.valueOf(flag);
      case JsonNull _ -> ShorthandReader.NULL;
      case JsonString(String text) -> word(text);
      case JsonArray(List<JsonValue> values) -> list(values);
      case JsonObject object ->
          "(" + (object.find(Codecs.NAME).isPresent() ? write(object) : settings(object)) + ")";
    };
  }

  private static String list(List<JsonValue> values) {
    String items =
        values.stream().map(Shorthand::text).collect(Collectors.joining("+"))
            + (values.size() < 2 ? "+" : "");
    boolean numbers = !values.isEmpty() && values.stream().allMatch(JsonNumber.class::isInstance);
    return numbers ? items : "(" + items + ")";
  }

  private static String word(String text) {
    boolean taken =
        text.equals("true") || text.equals("false") || text.equals(ShorthandReader.NULL);
    return WORD.matcher(text).matches() && !taken ? text : Json.write(new JsonString(text));
  }

  /** A whole number as it is, any other in the shortest of the usual spellings. */
  private static String number(String literal) {
    double number = Double.parseDouble(literal);
    if (INTEGER.matcher(literal).matches() || Double.isInfinite(number)) {
      return literal;
    }
    if (number == 0) {
      return literal.startsWith("-") ? "-0" : "0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    String plain = shortest.toPlainString();
    return plain.length() <= PLAIN
        ? plain
        : shortest.toString().replace("E+", "e").replace('E', 'e');
  }
}
