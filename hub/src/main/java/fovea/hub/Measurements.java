package fovea.hub;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The numbers that a network gives of a picture.
 *
 * @param values by name
 * @param steps what was done to the picture before, in words
 * @param warnings what is wrong with its file, a clause each
 */
public record Measurements(
    SequencedMap<String, Double> values, List<String> steps, List<String> warnings) {

  /** Copies the collections. */
  public Measurements {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  /** The numbers, a line each, such as {@code age 31.4}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(each -> String.format(Locale.ROOT, "%s %.6g", each.getKey(), each.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
