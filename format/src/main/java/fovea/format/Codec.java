package fovea.format;

import fovea.error.Nearest;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How values of one class are written under a name and read back: what lets files keep them and
 * users type them. Register it with the {@link Codecs} of its kind.
 *
 * @param name under which files keep them and users type them, such as {@code random_crop}
 * @param type their class
 * @param writer makes the fields of a value, all of them
 * @param reader makes an equal value from the fields
 * @param usual the fields of a usual value, the defaults of those that are left out; none where the
 *     reader knows what to do without them
 * @param example the fields of a value that shows how one is typed where defaults do not; none
 *     where they do
 */
public record Codec<T>(
    String name,
    Class<T> type,
    Function<T, JsonObject> writer,
    Function<JsonObject, T> reader,
    Supplier<JsonObject> usual,
    Supplier<JsonObject> example) {

  /** A codec all of whose fields must be there, unless its reader has a default for them. */
  public Codec(
      String name, Class<T> type, Function<T, JsonObject> writer, Function<JsonObject, T> reader) {
    this(name, type, writer, reader, JsonObject::empty, JsonObject::empty);
  }

  /** The codec of a class whose values have no fields. */
  public static <T> Codec<T> of(String name, Class<T> type, Supplier<T> value) {
    return new Codec<>(name, type, _ -> JsonObject.empty(), _ -> value.get());
  }

  /** With a value whose fields are the defaults of those that are left out. */
  public Codec<T> usual(T value) {
    return new Codec<>(name, type, writer, reader, () -> writer.apply(value), example);
  }

  /** With a value that shows how one is typed, for what stands around others. */
  public Codec<T> example(T value) {
    return new Codec<>(name, type, writer, reader, usual, () -> writer.apply(value));
  }

  /** With {@code value} as the usual one, which is of this class. */
  Codec<T> usualOf(Object value) {
    return usual(type.cast(value));
  }

  /** The fields of {@code value}, the name first. */
  JsonObject write(Object value) {
    return named(writer.apply(type.cast(value)));
  }

  /** The fields of {@code value} that differ from the defaults, the name first. */
  JsonObject writeShort(Object value) {
    JsonObject defaults = defaults();
    JsonObject differing = JsonObject.empty();
    for (var field : writer.apply(type.cast(value)).members().entrySet()) {
      if (!field.getValue().equals(defaults.members().get(field.getKey()))) {
        differing = differing.with(field.getKey(), field.getValue());
      }
    }
    return named(differing);
  }

  /** The name and all defaults. */
  JsonObject form() {
    JsonObject fields = example.get();
    return named(fields.members().isEmpty() ? defaults() : fields);
  }

  private JsonObject defaults() {
    JsonObject fields = usual.get();
    if (!fields.members().isEmpty()) {
      return fields;
    }
    try {
      return writer.apply(reader.apply(fields));
    } catch (FormatException _) {
      return fields; // there is one without a default
    }
  }

  /**
   * The value with these fields.
   *
   * @throws FormatException if a field without a default is missing, or one is unknown
   */
  T read(JsonObject fields) {
    JsonObject defaults = defaults();
    JsonObject all = defaults;
    for (var field : fields.members().entrySet()) {
      if (!field.getKey().equals(Codecs.NAME)) {
        all = all.with(field.getKey(), fitted(defaults, field.getKey(), field.getValue()));
      }
    }
    if (!defaults.members().isEmpty()) {
      requireKnown(all, defaults);
    }
    T value = reader.apply(all);
    requireKnown(all, writer.apply(value));
    return value;
  }

  /** One value may stand for a list of it. */
  private static JsonValue fitted(JsonObject defaults, String key, JsonValue given) {
    boolean list = defaults.members().get(key) instanceof JsonArray;
    return list && !(given instanceof JsonArray) ? new JsonArray(List.of(given)) : given;
  }

  private static void requireKnown(JsonObject given, JsonObject known) {
    for (String key : given.members().keySet()) {
      if (known.find(key).isEmpty()) {
        throw new FormatException(
            FormatException.excerpt(key),
            "there is no such field",
            known.members().isEmpty()
                ? "Leave it out: there are none"
                : FormatException.sentence(Nearest.hint(key, known.members().keySet())));
      }
    }
  }

  private JsonObject named(JsonObject fields) {
    JsonObject all = JsonObject.empty().with(Codecs.NAME, name);
    for (var field : fields.members().entrySet()) {
      all = all.with(field.getKey(), field.getValue());
    }
    return all;
  }
}
