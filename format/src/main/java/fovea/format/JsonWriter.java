package fovea.format;

import java.util.Iterator;
import java.util.function.Consumer;

/** Prints JSON values; control characters are escaped, everything else stays readable. */
final class JsonWriter {

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;
  private int depth;

  private JsonWriter(boolean indented) {
    this.indented = indented;
  }

  static String compact(JsonValue value) {
    var writer = new JsonWriter(false);
    writer.value(value);
    return writer.out.toString();
  }

  static String indented(JsonValue value) {
    var writer = new JsonWriter(true);
    writer.value(value);
    return writer.out.append('\n').toString();
  }

  private void value(JsonValue value) {
    switch (value) {
      case JsonObject(var members) ->
          list(
              '{',
              '}',
              members.entrySet().iterator(),
              entry -> member(entry.getKey(), entry.getValue()));
      case JsonArray(var values) -> list('[', ']', values.iterator(), this::value);
      case JsonString(var text) -> string(text);
      case JsonNumber(var literal) -> out.append(literal);
      case JsonBoolean(var flag) -> out.append(flag);
      case JsonNull() -> out.append("null");
    }
  }

  private void member(String key, JsonValue value) {
    string(key);
    out.append(indented ? ": " : ":");
    value(value);
  }

  private <T> void list(char open, char close, Iterator<T> items, Consumer<T> print) {
    out.append(open);
    depth++;
    boolean empty = !items.hasNext();
    while (items.hasNext()) {
      newLine();
      print.accept(items.next());
      if (items.hasNext()) {
        out.append(',');
      }
    }
    depth--;
    if (!empty) {
      newLine();
    }
    out.append(close);
  }

  private void newLine() {
    if (indented) {
      out.append('\n').repeat("  ", depth);
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // A lone surrogate has no UTF-8 form; escaped it survives, although our reader refuses
          // it.
          boolean pair =
              Character.isHighSurrogate(c)
                  && i + 1 < text.length()
                  && Character.isLowSurrogate(text.charAt(i + 1));
          if (pair) {
            out.append(c).append(text.charAt(++i));
          } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
