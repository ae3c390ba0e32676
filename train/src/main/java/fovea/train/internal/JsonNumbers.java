package fovea.train.internal;

import fovea.format.FormatException;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Named numbers in files, where JSON has none that are not finite. */
public final class JsonNumbers {
  private JsonNumbers() {}

  /** As an object with a text for each number that is not finite. */
  public static JsonObject write(Map<String, Double> numbers) {
    JsonObject json = JsonObject.empty();
    for (var entry : numbers.entrySet()) {
      double value = entry.getValue();
      json =
          Double.isFinite(value)
              ? json.with(entry.getKey(), value)
              : json.with(entry.getKey(), Double.toString(value));
    }
    return json;
  }

  /**
   * Reads what {@link #write} made.
   *
   * @throws FormatException if something is no number
   */
  public static SequencedMap<String, Double> read(JsonObject json) {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    json.members().forEach((name, value) -> numbers.put(name, number(name, value)));
    return numbers;
  }

  /**
   * Reads one number that {@link #write} made.
   *
   * @throws FormatException if it is missing, or no number
   */
  public static double read(JsonObject json, String name) {
    return number(name, json.member(name));
  }

  private static double number(String name, JsonValue value) {
    return switch (value) {
      case JsonNumber number -> number.toDouble();
      case JsonString(String text) when text.equals("NaN") -> Double.NaN;
      case JsonString(String text) when text.equals("Infinity") -> Double.POSITIVE_INFINITY;
      case JsonString(String text) when text.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
      default ->
          throw new FormatException(
              FormatException.excerpt(name),
              "expected a number, found " + value.kind(),
              "Start the training again");
    };
  }
}
