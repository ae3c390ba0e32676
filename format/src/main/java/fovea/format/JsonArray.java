package fovea.format;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** A JSON array. */
public record JsonArray(List<JsonValue> values) implements JsonValue {

  /** Copies the list. */
  public JsonArray {
    values = List.copyOf(values);
  }

  /** An array of whole numbers. */
  public static JsonArray of(long... numbers) {
    return new JsonArray(LongStream.of(numbers).<JsonValue>mapToObj(JsonNumber::of).toList());
  }

  /** An array of real numbers. */
  public static JsonArray of(double... numbers) {
    return new JsonArray(DoubleStream.of(numbers).<JsonValue>mapToObj(JsonNumber::of).toList());
  }

  /** An array of strings. */
  public static JsonArray ofStrings(List<String> strings) {
    return new JsonArray(strings.stream().<JsonValue>map(JsonString::new).toList());
  }

  /**
   * The members as whole numbers.
   *
   * @throws FormatException if one is anything else
   */
  public long[] longs() {
    return values.stream().mapToLong(value -> number(value).toLong()).toArray();
  }

  /**
   * The members as real numbers.
   *
   * @throws FormatException if one is no number
   */
  public double[] doubles() {
    return values.stream().mapToDouble(value -> number(value).toDouble()).toArray();
  }

  /**
   * The members as strings.
   *
   * @throws FormatException if one is no string
   */
  public List<String> strings() {
    return values.stream()
        .map(value -> value instanceof JsonString(var text) ? text : mismatch("strings", value))
        .toList();
  }

  private static JsonNumber number(JsonValue value) {
    return value instanceof JsonNumber number ? number : mismatch("numbers", value);
  }

  private static <T> T mismatch(String expected, JsonValue found) {
    throw new FormatException(
        "JSON",
        "expected an array of " + expected + ", found " + found.kind() + " in it",
        JsonParser.REMEDY);
  }
}
