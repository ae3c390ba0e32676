package fovea.keras;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a file's layers. */
final class LayerNames {
  private static final Pattern NUMBER = Pattern.compile("(?<kind>.*?)(_(?<number>\\d{1,9}))?");

  private final Set<String> names;

  LayerNames(List<String> names) {
    this.names = new LinkedHashSet<>(names);
  }

  /** Whether all of these are there. */
  boolean have(String... layers) {
    return names.containsAll(List.of(layers));
  }

  /**
   * Layers that have no names of their own, in the order in which they were made: Keras calls them
   * by kind and a number that goes up, {@code conv2d_1}, wherever it begins.
   *
   * @param kinds what versions of Keras have called them
   */
  List<String> numbered(String... kinds) {
    List<String> wanted = List.of(kinds);
    return names.stream()
        .filter(name -> wanted.contains(parts(name).group("kind")))
        .sorted(Comparator.comparingInt(LayerNames::number))
        .toList();
  }

  private static int number(String name) {
    String number = parts(name).group("number");
    return number == null ? 0 : Integer.parseInt(number);
  }

  private static Matcher parts(String name) {
    Matcher parts = NUMBER.matcher(name);
    if (!parts.matches()) {
      throw new IllegalStateException("every name has a kind");
    }
    return parts;
  }
}
