package fovea.hub.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/**
 * Settings that are tried together, because they depend on each other: padding and epsilon of one
 * network, say.
 *
 * @param variants every combination of their values, the usual one first
 */
public record Choice(List<Variant> variants) {

  /** Copies the list. */
  public Choice {
    variants = List.copyOf(variants);
  }

  /**
   * A combination of values.
   *
   * @param values by the names of the settings
   * @param change makes a candidate one that has them
   */
  public record Variant(SequencedMap<String, String> values, UnaryOperator<Candidate> change) {

    /** Copies the map. */
    public Variant {
      values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /** Its value of a setting; empty if it has none. */
    String value(String name) {
      return values.getOrDefault(name, "");
    }

    /** Whether it has all of {@code wanted}. */
    boolean has(Map<String, String> wanted) {
      return values.entrySet().containsAll(wanted.entrySet());
    }
  }

  /** The names of the settings. */
  List<String> names() {
    return List.copyOf(variants.getFirst().values().keySet());
  }
}
