package fovea.format;

/** A JSON value; compares by content. */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /** What a user calls this kind of value: {@code "an object"}, {@code "a number"} … */
  default String kind() {
    return switch (this) {
      case JsonObject _ -> "an object";
      case JsonArray _ -> "an array";
      case JsonString _ -> "a string";
      case JsonNumber _ -> "a number";
      case JsonBoolean _ -> "true or false";
      case JsonNull _ -> "null";
    };
  }
}
