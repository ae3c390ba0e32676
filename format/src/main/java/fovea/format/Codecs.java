package fovea.format;

import fovea.error.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * The codecs of one kind of values, such as optimizers, by name; safe for threads. Files keep
 * values as JSON, users type them as {@code rotate:degrees=15}; see {@link Shorthand}. A value of a
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

  /** How each may be typed, its defaults included, sorted: {@code random_crop:padding=4}. */
  public List<String> forms() {
    return byName.values().stream().map(codec -> Shorthand.write(codec.form())).toList();
  }

  /**
   * The value that a user has typed, such as {@code cosine} or {@code cosine:end=0.01}; fields that
   * are left out have their defaults.
   *
   * @throws FormatException if there is none of that name, or a field is unknown, wrong, or needed
   */
  public K parse(String text) {
    return parse(text, List.of());
  }

  /**
   * The value that a user has typed; fields that are left out are those of the value in {@code
   * usual} that is of the same class, or else have their defaults.
   *
   * @throws FormatException as {@link #parse(String)} does
   */
  public K parse(String text, List<? extends K> usual) {
    return typed(Shorthand.read(text), usual);
  }

  /**
   * The values that a user has typed, joined by {@code +}: {@code
   * horizontal_flip+random_crop:padding=2}.
   *
   * @throws FormatException as {@link #parse(String)} does
   */
  public List<K> parseAll(String text) {
    return Shorthand.readAll(text).stream().<K>map(each -> typed(each, List.of())).toList();
  }

  /** What a user types for {@code value}: its name, and the fields that are not the default. */
  public String text(K value) {
    return codecOf(value)
        .map(codec -> Shorthand.write(codec.writeShort(value)))
        .orElseGet(() -> describe(value));
  }

  /** What a user types for all of {@code values}, joined by {@code +}. */
  public String textOfAll(List<? extends K> values) {
    return values.stream().map(this::text).collect(Collectors.joining("+"));
  }

  /**
   * Name and fields of {@code value}; without a codec a text: what a record says of itself, else
   * the name of its class.
   */
  public JsonValue write(K value) {
    return codecOf(value)
        .<JsonValue>map(codec -> codec.write(value))
        .orElseGet(() -> new JsonString(describe(value)));
  }

  private Optional<Codec<? extends K>> codecOf(K value) {
    for (Codec<? extends K> codec : byName.values()) {
      if (codec.type().equals(value.getClass())) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }

  /** Each of {@code values} as {@link #write} makes it. */
  public JsonArray writeAll(List<? extends K> values) {
    return new JsonArray(values.stream().<JsonValue>map(this::write).toList());
  }

  /**
   * Reads what {@link #write} made; a name alone stands for the usual value.
   *
   * @throws FormatException if no codec has its name, or a field is unknown, missing or of another
   *     kind
   */
  public K read(JsonValue json) {
    return switch (json) {
      case JsonObject fields -> read(codec(fields.string(NAME)), fields);
      case JsonString(String text) -> read(codec(text), JsonObject.empty());
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

  private K typed(JsonObject fields, List<? extends K> usual) {
    String name = fields.string(NAME);
    Codec<? extends K> codec = byName.get(name);
    if (codec == null) {
      throw new FormatException(
          kind,
          "there is none called " + FormatException.excerpt(name),
          FormatException.sentence(Nearest.hint(name, names())));
    }
    for (K value : usual) {
      codec = value.getClass().equals(codec.type()) ? codec.usualOf(value) : codec;
    }
    try {
      return read(codec, fields);
    } catch (FormatException e) {
      throw e.remedy(JsonParser.REMEDY, "Write it as " + Shorthand.write(codec.form()));
    }
  }

  private K read(Codec<? extends K> codec, JsonObject fields) {
    try {
      return codec.read(fields);
    } catch (FormatException e) {
      throw e.within(kind + " " + codec.name());
    } catch (ArithmeticException e) {
      throw new FormatException(
          kind + " " + codec.name(),
          "expected smaller numbers (" + e.getMessage() + ")",
          "Correct it");
    }
  }

  private Codec<? extends K> codec(String name) {
    Codec<? extends K> codec = byName.get(name);
    if (codec == null) {
      throw new FormatException(
          kind,
          "expected one of %s, found %s"
              .formatted(String.join(", ", names()), FormatException.excerpt(name)),
          "Register its codec before");
    }
    return codec;
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
