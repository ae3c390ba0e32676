package fovea.format;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@link Shorthand} of settings. */
final class ShorthandReader {

  static final String NULL = "null";

  private static final int LONGEST = 10_000;
  private static final int DEEPEST = 16;
  private static final Pattern BLANKS = Pattern.compile("\\s*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
  private static final Pattern KEY = Pattern.compile("([A-Za-z][A-Za-z0-9_.-]*)\\s*=\\s*");
  private static final Pattern WORD = Pattern.compile("[^\\s,+():=\"]+");
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");
  // A number ends where its value ends: 3x3 is a word.
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,4})?)(?=\\s*(?:[,+)]|$))");

  private final String text;
  private int position;

  ShorthandReader(String text) {
    if (text.length() > LONGEST) {
      throw new FormatException(
          FormatException.excerpt(text), "expected at most 10,000 characters", "Shorten it");
    }
    this.text = text;
  }

  /** All of the text, as one object with a name. */
  JsonObject one() {
    List<JsonObject> all = all();
    if (all.size() > 1) {
      throw wrong("one of them", "more than one");
    }
    return all.getFirst();
  }

  /** All of the text, as objects with names. */
  List<JsonObject> all() {
    List<JsonObject> all = new ArrayList<>();
    do {
      String name = match(NAME, "a name");
      all.add(next(':') ? fields(named(name), 0) : named(name));
    } while (next('+'));
    end();
    return all;
  }

  /** All of the text, as settings. */
  JsonObject settings() {
    JsonObject fields = fields(JsonObject.empty(), 0);
    end();
    return fields;
  }

  private JsonObject fields(JsonObject begun, int depth) {
    JsonObject fields = begun;
    do {
      String key = match(KEY, "key=value");
      key = key.substring(0, key.indexOf('=')).strip();
      if (fields.find(key).isPresent()) {
        throw wrong("each key once", FormatException.excerpt(key) + " again");
      }
      fields = fields.with(key, value(depth));
    } while (next(','));
    return fields;
  }

  private JsonValue value(int depth) {
    Matcher number = at(NUMBER);
    return number.lookingAt() ? numbers(number) : scalar(depth);
  }

  /** One number, or a list of them. */
  private JsonValue numbers(Matcher first) {
    List<JsonValue> numbers = new ArrayList<>();
    Matcher number = first;
    boolean list = false;
    do {
      position = number.end();
      numbers.add(new JsonNumber(literal(number.group(1))));
      int before = position;
      boolean more = next('+');
      number = at(NUMBER);
      list |= more && (number.lookingAt() || isAtEnd());
      if (more && !number.lookingAt() && !isAtEnd()) {
        position = before;
      }
    } while (list && number.lookingAt());
    return list ? new JsonArray(numbers) : numbers.getFirst();
  }

  /** Whether nothing more of a value can follow. */
  private boolean isAtEnd() {
    blanks();
    return position == text.length() || ",)".indexOf(text.charAt(position)) >= 0;
  }

  private JsonValue scalar(int depth) {
    if (next('(')) {
      return group(depth + 1);
    }
    Matcher quoted = at(QUOTED);
    if (quoted.lookingAt()) {
      position = quoted.end();
      return Json.parse(quoted.group(), FormatException.excerpt(text));
    }
    return word(match(WORD, "a value"));
  }

  private static JsonValue word(String word) {
    return switch (word) {
      case "true" -> new JsonBoolean(true);
      case "false" -> new JsonBoolean(false);
      case NULL -> new JsonNull();
      default -> new JsonString(word);
    };
  }

  /** What stands between parentheses. */
  private JsonValue group(int depth) {
    if (depth > DEEPEST) {
      throw wrong("at most 16 parentheses in each other", "more");
    }
    JsonValue value;
    if (next(')')) {
      return JsonObject.empty();
    }
    value = at(KEY).lookingAt() ? fields(JsonObject.empty(), depth) : items(depth);
    if (!next(')')) {
      throw wrong("a closing parenthesis", found());
    }
    return value;
  }

  /** One thing, or a list of them. */
  private JsonValue items(int depth) {
    List<JsonValue> items = new ArrayList<>();
    boolean list = next('+');
    while (!isAtEnd()) {
      items.add(item(depth));
      list |= next('+');
    }
    return list ? new JsonArray(items) : items.getFirst();
  }

  private JsonValue item(int depth) {
    Matcher number = at(NUMBER);
    if (number.lookingAt()) {
      position = number.end();
      return new JsonNumber(literal(number.group(1)));
    }
    JsonValue item = scalar(depth);
    return item instanceof JsonString(String name) && next(':') ? fields(named(name), depth) : item;
  }

  private static JsonObject named(String name) {
    return JsonObject.empty().with(Codecs.NAME, name);
  }

  /** A number in JSON's spelling. */
  private static String literal(String typed) {
    boolean strict = typed.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    return strict ? typed : new BigDecimal(typed).toString();
  }

  private String match(Pattern pattern, String expected) {
    Matcher matcher = at(pattern);
    if (!matcher.lookingAt()) {
      throw wrong(expected, found());
    }
    position = matcher.end();
    return matcher.group();
  }

  private Matcher at(Pattern pattern) {
    blanks();
    return pattern.matcher(text).region(position, text.length());
  }

  private boolean next(char wanted) {
    blanks();
    boolean there = position < text.length() && text.charAt(position) == wanted;
    position += there ? 1 : 0;
    return there;
  }

  private void blanks() {
    Matcher blanks = BLANKS.matcher(text).region(position, text.length());
    position = blanks.lookingAt() ? blanks.end() : position;
  }

  private void end() {
    blanks();
    if (position < text.length()) {
      throw wrong("the end, or a comma or a plus sign", found());
    }
  }

  private String found() {
    return position >= text.length()
        ? "nothing more"
        : FormatException.excerpt(text.substring(position));
  }

  private FormatException wrong(String expected, String found) {
    return new FormatException(
        FormatException.excerpt(text),
        "expected " + expected + ", found " + found,
        "Write it as name:key=value,key=value");
  }
}
