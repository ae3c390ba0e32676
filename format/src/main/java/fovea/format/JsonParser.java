package fovea.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.function.Supplier;

/** Recursive descent over one text; the depth limit keeps the stack bounded. */
final class JsonParser {

  static final String REMEDY = "The file may be damaged or made by something else; get it again";

  private final String text;
  private final String where;
  private int position;
  private int depth;
  private int values;

  JsonParser(String text, String where) {
    this.text = text;
    this.where = where;
  }

  JsonValue document() {
    JsonValue value = value();
    skipSpace();
    if (position < text.length()) {
      throw error("the end of the text");
    }
    return value;
  }

  private JsonValue value() {
    if (++values > Json.MAX_VALUES) {
      throw error(String.format(Locale.ROOT, "at most %,d values", Json.MAX_VALUES));
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> nested(this::object);
      case '[' -> nested(this::array);
      case '"' -> new JsonString(string());
      case 't' -> word("true", new JsonBoolean(true));
      case 'f' -> word("false", new JsonBoolean(false));
      case 'n' -> word("null", new JsonNull());
      default -> number();
    };
  }

  private JsonValue nested(Supplier<JsonValue> body) {
    if (depth == Json.MAX_DEPTH) {
      throw error("at most " + Json.MAX_DEPTH + " nested levels");
    }
    depth++;
    position++;
    JsonValue value = body.get();
    depth--;
    return value;
  }

  private JsonValue object() {
    var members = new LinkedHashMap<String, JsonValue>();
    if (closes('}')) {
      return new JsonObject(members);
    }
    do {
      skipSpace();
      String key = string();
      skipSpace();
      expect(':');
      if (members.putIfAbsent(key, value()) != null) {
        throw new FormatException(
            where,
            "expected every JSON key once, found " + FormatException.excerpt(key) + " twice",
            REMEDY);
      }
    } while (continues('}'));
    return new JsonObject(members);
  }

  private JsonValue array() {
    var values = new ArrayList<JsonValue>();
    if (closes(']')) {
      return new JsonArray(values);
    }
    do {
      values.add(value());
    } while (continues(']'));
    return new JsonArray(values);
  }

  private boolean closes(char bracket) {
    skipSpace();
    if (peek() != bracket) {
      return false;
    }
    position++;
    return true;
  }

  private boolean continues(char bracket) {
    if (closes(bracket)) {
      return false;
    }
    expect(',');
    return true;
  }

  private JsonValue word(String word, JsonValue value) {
    if (!text.startsWith(word, position)) {
      throw error("a JSON value");
    }
    position += word.length();
    return value;
  }

  private JsonValue number() {
    int start = position;
    while ("+-.0123456789eE".indexOf(peek()) >= 0) {
      position++;
    }
    if (position == start) {
      throw error("a JSON value");
    }
    try {
      return new JsonNumber(text.substring(start, position));
    } catch (FormatException e) {
      position = start;
      throw error("a JSON number");
    }
  }

  private String string() {
    expect('"');
    var out = new StringBuilder();
    while (peek() != '"') {
      char c = next();
      if (c < 0x20) {
        position--;
        throw error("a string without control characters");
      }
      out.append(c == '\\' ? escape() : c);
    }
    position++;
    requirePairs(out);
    return out.toString();
  }

  private char escape() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> {
        position--;
        throw error("one of JSON's escapes");
      }
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        position--;
        throw error("four hexadecimal digits");
      }
      code = (code << 4) | digit;
    }
    return (char) code;
  }

  private void requirePairs(StringBuilder out) {
    boolean lone =
        out.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    if (lone) {
      throw error("whole characters, not half of a surrogate pair");
    }
  }

  private void expect(char c) {
    if (peek() != c) {
      throw error("'" + c + "'");
    }
    position++;
  }

  private char next() {
    if (position == text.length()) {
      throw error("the rest of the text");
    }
    return text.charAt(position++);
  }

  /** The character at the position, or 0 at the end: no token begins with 0. */
  private char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  private void skipSpace() {
    while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private FormatException error(String expected) {
    int end = Math.min(text.length(), position + FormatException.EXCERPT + 1);
    String found =
        position < end
            ? FormatException.excerpt(text.substring(position, end))
            : "the end of the text";
    return new FormatException(
        where, "expected " + expected + " at character " + position + ", found " + found, REMEDY);
  }
}
