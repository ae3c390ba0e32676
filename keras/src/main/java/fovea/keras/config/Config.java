package fovea.keras.config;

import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonBoolean;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a layer as Keras writes them; what is missing or {@code null} has the value that
 * Keras takes then.
 *
 * @param where the layer, for errors
 * @param json the settings by name
 */
public record Config(String where, JsonObject json) {
  private static final String REMEDY = "Save the model again with another setting";
  private static final int LARGEST = 1 << 20;

  /** A setting, if it is there. */
  public Optional<JsonValue> find(String key) {
    return json.find(key).filter(value -> !(value instanceof JsonNull));
  }

  public String text(String key, String absent) {
    return switch (find(key).orElse(new JsonString(absent))) {
      case JsonString(String value) -> value;
      case JsonValue other -> throw error(key, "a text", other);
    };
  }

  public boolean flag(String key, boolean absent) {
    return switch (find(key).orElse(new JsonBoolean(absent))) {
      case JsonBoolean(boolean value) -> value;
      case JsonValue other -> throw error(key, "true or false", other);
    };
  }

  public int whole(String key, int absent) {
    return whole(key, find(key).orElse(JsonNumber.of(absent)));
  }

  public double real(String key, double absent) {
    return switch (find(key).orElse(JsonNumber.of(absent))) {
      case JsonNumber number -> number.toDouble();
      // Keras writes some numbers as an array of one.
      case JsonArray(List<JsonValue> values)
          when values.size() == 1 && values.getFirst() instanceof JsonNumber number ->
          number.toDouble();
      case JsonValue other -> throw error(key, "a number", other);
    };
  }

  /** A number, or two for height and width. */
  public HeightWidth size(String key, HeightWidth absent) {
    return find(key)
        .map(
            value ->
                switch (value) {
                  case JsonNumber _ -> new HeightWidth(whole(key, value), whole(key, value));
                  case JsonArray(List<JsonValue> values) when values.size() == 2 ->
                      new HeightWidth(whole(key, values.get(0)), whole(key, values.get(1)));
                  case JsonValue other -> throw error(key, "one number or two", other);
                })
        .orElse(absent);
  }

  /** A number, two for height and width, or two pairs: what is added or cut at each side. */
  public Margins margins(String key) {
    if (find(key).orElse(new JsonNull()) instanceof JsonArray(List<JsonValue> sides)
        && sides.size() == 2
        && sides.get(0) instanceof JsonArray(List<JsonValue> rows)
        && sides.get(1) instanceof JsonArray(List<JsonValue> columns)
        && rows.size() == 2
        && columns.size() == 2) {
      return new Margins(
          whole(key, rows.get(0)),
          whole(key, columns.get(0)),
          whole(key, rows.get(1)),
          whole(key, columns.get(1)));
    }
    HeightWidth both = size(key, new HeightWidth(0, 0));
    return new Margins(both.height(), both.width(), both.height(), both.width());
  }

  /** Sizes, where {@code null} stands for one that follows from the data. */
  public Optional<List<Integer>> sizes(String key) {
    return find(key)
        .map(
            value -> {
              if (!(value instanceof JsonArray(List<JsonValue> values)) || values.size() > 8) {
                throw error(key, "a list of sizes", value);
              }
              List<Integer> sizes = new ArrayList<>();
              for (JsonValue size : values) {
                sizes.add(size instanceof JsonNull ? Feature.UNKNOWN : signed(key, size));
              }
              return sizes;
            });
  }

  /** The only number that a setting may have, or an error. */
  public void only(String key, double expected) {
    double found = real(key, expected);
    if (found != expected) {
      throw unsupported(key + " = " + found);
    }
  }

  /** An error about a setting, or a kind of layer, that has no translation. */
  public FormatException unsupported(String found) {
    return new FormatException(
        where,
        "expected a layer that can be translated, found " + found,
        "Convert the model to ONNX in Python, or leave the layer out");
  }

  private int whole(String key, JsonValue value) {
    int whole = signed(key, value);
    if (whole < 0) {
      throw error(key, "no negative number", value);
    }
    return whole;
  }

  private int signed(String key, JsonValue value) {
    if (!(value instanceof JsonNumber number)) {
      throw error(key, "a whole number", value);
    }
    double exact = number.toDouble();
    if (exact != Math.rint(exact) || Math.abs(exact) > LARGEST) {
      throw error(key, "a whole number of a usual size", value);
    }
    return (int) exact;
  }

  private FormatException error(String key, String expected, JsonValue found) {
    String value = found instanceof JsonNumber number ? number.literal() : found.kind();
    return new FormatException(
        where, "expected " + expected + " as " + key + ", found " + value, REMEDY);
  }
}
