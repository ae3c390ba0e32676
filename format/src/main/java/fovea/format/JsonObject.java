package fovea.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** A JSON object; its members keep their order. */
public record JsonObject(SequencedMap<String, JsonValue> members) implements JsonValue {

  private static final int KEYS_SHOWN = 5;

  /** Copies the map. */
  public JsonObject {
    members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
  }

  /** An object without members. */
  public static JsonObject empty() {
    return new JsonObject(new LinkedHashMap<>());
  }

  /** This object with one member more, or with another value for one that it has. */
  public JsonObject with(String key, JsonValue value) {
    var changed = new LinkedHashMap<>(members);
    changed.put(key, value);
    return new JsonObject(changed);
  }

  /** This object with a string. */
  public JsonObject with(String key, String value) {
    return with(key, new JsonString(value));
  }

  /** This object with a whole number. */
  public JsonObject with(String key, long value) {
    return with(key, JsonNumber.of(value));
  }

  /** This object with a real number, which must be finite. */
  public JsonObject with(String key, double value) {
    return with(key, JsonNumber.of(value));
  }

  /** This object with {@code true} or {@code false}. */
  public JsonObject with(String key, boolean value) {
    return with(key, new JsonBoolean(value));
  }

  /** The member of that name, if there is one. */
  public Optional<JsonValue> find(String key) {
    return Optional.ofNullable(members.get(key));
  }

  /**
   * The member of that name.
   *
   * @throws FormatException if there is none
   */
  public JsonValue member(String key) {
    return find(key)
        .orElseThrow(
            () ->
                new FormatException(
                    "field " + FormatException.excerpt(key),
                    "expected it in the object, found only " + someKeys(),
                    JsonParser.REMEDY));
  }

  /**
   * A member that is an object.
   *
   * @throws FormatException if it is missing or something else
   */
  public JsonObject object(String key) {
    return member(key, JsonObject.class, "an object");
  }

  /**
   * A member that is an array.
   *
   * @throws FormatException if it is missing or something else
   */
  public JsonArray array(String key) {
    return member(key, JsonArray.class, "an array");
  }

  /**
   * A member that is a string.
   *
   * @throws FormatException if it is missing or something else
   */
  public String string(String key) {
    return member(key, JsonString.class, "a string").value();
  }

  /**
   * A member that is a whole number.
   *
   * @throws FormatException if it is missing or something else
   */
  public long integer(String key) {
    JsonNumber number = number(key);
    try {
      return number.toLong();
    } catch (FormatException e) {
      throw e.within("field " + FormatException.excerpt(key));
    }
  }

  /**
   * A member that is a real number.
   *
   * @throws FormatException if it is missing or something else
   */
  public double real(String key) {
    return number(key).toDouble();
  }

  /**
   * A member that is {@code true} or {@code false}.
   *
   * @throws FormatException if it is missing or something else
   */
  public boolean flag(String key) {
    return member(key, JsonBoolean.class, "true or false").value();
  }

  /**
   * A member that is a string, or {@code otherwise} if it is missing.
   *
   * @throws FormatException if it is something else
   */
  public String string(String key, String otherwise) {
    return members.containsKey(key) ? string(key) : otherwise;
  }

  /**
   * A member that is a whole number, or {@code otherwise} if it is missing.
   *
   * @throws FormatException if it is something else
   */
  public long integer(String key, long otherwise) {
    return members.containsKey(key) ? integer(key) : otherwise;
  }

  /**
   * A member that is a real number, or {@code otherwise} if it is missing.
   *
   * @throws FormatException if it is something else
   */
  public double real(String key, double otherwise) {
    return members.containsKey(key) ? real(key) : otherwise;
  }

  /**
   * A member that is {@code true} or {@code false}, or {@code otherwise} if it is missing.
   *
   * @throws FormatException if it is something else
   */
  public boolean flag(String key, boolean otherwise) {
    return members.containsKey(key) ? flag(key) : otherwise;
  }

  private String someKeys() {
    String keys =
        members.keySet().stream()
            .limit(KEYS_SHOWN)
            .map(FormatException::excerpt)
            .collect(Collectors.joining(", "));
    return "[" + keys + (members.size() > KEYS_SHOWN ? ", …]" : "]");
  }

  private JsonNumber number(String key) {
    return member(key, JsonNumber.class, "a number");
  }

  private <T extends JsonValue> T member(String key, Class<T> type, String expected) {
    JsonValue value = member(key);
    if (!type.isInstance(value)) {
      throw new FormatException(
          "field " + FormatException.excerpt(key),
          "expected " + expected + ", found " + value.kind(),
          JsonParser.REMEDY);
    }
    return type.cast(value);
  }
}
