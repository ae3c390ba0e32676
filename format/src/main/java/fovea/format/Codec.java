package fovea.format;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How values of one class are written under a name and read back: what lets files keep them.
 * Register it with the {@link Codecs} of its kind.
 *
 * @param name under which files keep them, such as {@code random_crop}
 * @param type their class
 * @param writer makes the fields of a value
 * @param reader makes an equal value from the fields
 */
public record Codec<T>(
    String name, Class<T> type, Function<T, JsonObject> writer, Function<JsonObject, T> reader) {

  /** The codec of a class whose values have no fields. */
  public static <T> Codec<T> of(String name, Class<T> type, Supplier<T> value) {
    return new Codec<>(name, type, _ -> JsonObject.empty(), _ -> value.get());
  }

  /** The fields of {@code value}, the name first. */
  JsonObject write(Object value) {
    JsonObject all = JsonObject.empty().with(Codecs.NAME, name);
    for (var field : writer.apply(type.cast(value)).members().entrySet()) {
      all = all.with(field.getKey(), field.getValue());
    }
    return all;
  }
}
