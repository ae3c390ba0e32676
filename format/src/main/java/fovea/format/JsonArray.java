package fovea.format;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

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
    return members(JsonNumber.class, "numbers").mapToLong(JsonNumber::toLong).toArray();
  }

  /**
   * The members as real numbers.
   *
   * @throws FormatException if one is no number
   */
  public double[] doubles() {
    return members(JsonNumber.class, "numbers").mapToDouble(JsonNumber::toDouble).toArray();
  }

  /**
   * The members as strings.
   *
   * @throws FormatException if one is no string
   */
  public List<String> strings() {
    return members(JsonString.class, "strings").map(JsonString::value).toList();
  }

  /**
   * The members as objects.
   *
   * @throws FormatException if one is anything else
   */
  public List<JsonObject> objects() {
    return members(JsonObject.class, "objects").toList();
  }

  private <T extends JsonValue> Stream<T> members(Class<T> type, String expected) {
    return values.stream().map(value -> member(value, type, expected));
  }

  private static <T extends JsonValue> T member(JsonValue value, Class<T> type, String expected) {
    if (!type.isInstance(value)) {
      throw new FormatException(
          "JSON",
          "expected an array of " + expected + ", found " + value.kind() + " in it",
          JsonParser.REMEDY);
    }
    return type.cast(value);
  }
}
