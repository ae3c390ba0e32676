package fovea.zoo.catalog;

import fovea.format.JsonArray;
import fovea.format.JsonBoolean;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.format.Shorthand;
import fovea.graph.type.FoveaException;
import fovea.zoo.Zoo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A network as users type it: a name, and options after a colon, as in {@code
 * mobilenet_v2:width=0.35,padding=same}. Whether the network exists and has them, {@link Zoo} says.
 *
 * @param name of the network
 * @param options by name, in the order in which they were given
 */
public record NetworkSpec(String name, SequencedMap<String, String> options) {
  /** Copies the options. */
  public NetworkSpec {
    options = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(options));
  }

  /**
   * Reads what a user has typed.
   *
   * @throws fovea.format.FormatException if what follows the colon is no list of options
   */
  public static NetworkSpec parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new NetworkSpec(text, new LinkedHashMap<>())
        : new NetworkSpec(text.substring(0, colon), options(text.substring(colon + 1)));
  }

  /** Reads {@code width=0.35,padding=same}. */
  static SequencedMap<String, String> options(String text) {
    SequencedMap<String, String> options = new LinkedHashMap<>();
    Shorthand.readSettings(text)
        .members()
        .forEach((key, value) -> options.put(key, text(key, value)));
    return options;
  }

  private static String text(String key, JsonValue value) {
    return switch (value) {
      case JsonNumber(String literal) -> literal;
      case JsonString(String word) -> word;
      case JsonBoolean(boolean flag) -> String.valueOf(flag);
      case JsonNull _, JsonArray _, JsonObject _ ->
          throw FoveaException.at(
              "option " + key,
              "expected a number or a word, found " + value.kind(),
              "write options as width=0.35,padding=same");
    };
  }

  /** Writes options, with {@code separator} between them. */
  static String text(SequencedMap<String, String> options, String separator) {
    StringBuilder text = new StringBuilder();
    options.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : separator).append(name).append('=').append(value));
    return text.toString();
  }

  @Override
  public String toString() {
    return options.isEmpty() ? name : name + ":" + text(options, ",");
  }
}
