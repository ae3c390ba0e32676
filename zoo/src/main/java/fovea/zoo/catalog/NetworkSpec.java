package fovea.zoo.catalog;

import fovea.graph.type.FoveaException;
import fovea.zoo.Zoo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * A network as users type it: a name, and options after a colon, as in {@code
 * mobilenet_v2:width=0.35,padding=same}. Whether the network exists and has them, {@link Zoo} says.
 *
 * @param name of the network
 * @param options by name, in the order in which they were given
 */
public record NetworkSpec(String name, SequencedMap<String, String> options) {
  private static final int LONGEST = 1000;
  private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*");
  private static final Pattern OPTION = Pattern.compile("[a-z][a-z0-9_]*=[A-Za-z0-9_.+-]+");

  /** Copies the options. */
  public NetworkSpec {
    options = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(options));
  }

  /**
   * Reads what a user has typed.
   *
   * @throws FoveaException if what follows the colon is no list of options
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
    if (text.length() > LONGEST) {
      throw noOption(text.substring(0, 40) + "…");
    }
    for (String option : SEPARATOR.split(text.strip(), -1)) {
      if (!OPTION.matcher(option).matches()) {
        throw noOption(option);
      }
      int equals = option.indexOf('=');
      options.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return options;
  }

  /** Writes options, with {@code separator} between them. */
  static String text(SequencedMap<String, String> options, String separator) {
    StringBuilder text = new StringBuilder();
    options.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : separator).append(name).append('=').append(value));
    return text.toString();
  }

  private static FoveaException noOption(String found) {
    return FoveaException.here(
        "expected options such as width=0.35,padding=same, found \"" + found + '"',
        "write each as name=value, with commas between them");
  }

  @Override
  public String toString() {
    return options.isEmpty() ? name : name + ":" + text(options, ",");
  }
}
