package fovea.format;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The codecs of one kind of values, such as optimizers, by name; safe for threads. A value of a
 * class without a codec is written as a text that tells what it is, and cannot be read back.
 */
public final class Codecs<K> {
  static final String NAME = "name";

  private final String kind;
  private final Map<String, Codec<? extends K>> byName = new ConcurrentSkipListMap<>();

  /**
   * The codecs that a kind has from the beginning.
   *
   * @param kind how errors call such a value, such as {@code optimizer}
   */
  public Codecs(String kind, List<Codec<? extends K>> builtIn) {
    this.kind = kind;
    builtIn.forEach(this::register);
  }

  /**
   * Adds a codec, or replaces that of the same class and name.
   *
   * @throws FormatException if another class has the name
   */
  public void register(Codec<? extends K> codec) {
    Codec<? extends K> known = byName.putIfAbsent(codec.name(), codec);
    if (known == null) {
      return;
    }
    if (!known.type().equals(codec.type())) {
      throw new FormatException(
          kind + " " + codec.name(),
          "expected a name that no other class has, found that of " + known.type().getName(),
          "Choose another name");
    }
    byName.put(codec.name(), codec);
  }

  /** The names of all codecs, sorted. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * Name and fields of {@code value}; without a codec a text: what a record says of itself, else
   * the name of its class.
   */
  public JsonValue write(K value) {
    for (Codec<? extends K> codec : byName.values()) {
      if (codec.type().equals(value.getClass())) {
        return codec.write(value);
      }
    }
    return new JsonString(describe(value));
  }

  /** Each of {@code values} as {@link #write} makes it. */
  public JsonArray writeAll(List<? extends K> values) {
    return new JsonArray(values.stream().<JsonValue>map(this::write).toList());
  }

  /**
   * Reads what {@link #write} made.
   *
   * @throws FormatException if no codec has its name, or a field is missing or of another kind
   */
  public K read(JsonValue json) {
    return switch (json) {
      case JsonObject fields -> read(fields);
      case JsonString(String text) -> throw unknown(text);
      case JsonArray _, JsonNumber _, JsonBoolean _, JsonNull _ ->
          throw new FormatException(
              kind, "expected an object, found " + json.kind(), "Write the file again");
    };
  }

  /**
   * Each of the values in {@code json}.
   *
   * @throws FormatException as {@link #read} does
   */
  public List<K> readAll(JsonArray json) {
    return json.values().stream().<K>map(this::read).toList();
  }

  private K read(JsonObject fields) {
    String name = fields.string(NAME);
    Codec<? extends K> codec = byName.get(name);
    if (codec == null) {
      throw unknown(name);
    }
    try {
      return codec.reader().apply(fields);
    } catch (FormatException e) {
      throw e.within(kind + " " + name);
    } catch (ArithmeticException e) {
      throw new FormatException(
          kind + " " + name, "expected smaller numbers (" + e.getMessage() + ")", "Correct it");
    }
  }

  private FormatException unknown(String found) {
    return new FormatException(
        kind,
        "expected one of %s, found %s"
            .formatted(String.join(", ", names()), FormatException.excerpt(found)),
        "Register its codec before");
  }

  /** The same in every process: the class of a lambda has another name in each. */
  private static String describe(Object value) {
    Class<?> type = value.getClass();
    if (type.isRecord()) {
      return value.toString();
    }
    String name = type.getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : "a function of " + name.substring(0, lambda);
  }
}
