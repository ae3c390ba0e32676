package fovea.keras.layer;

import fovea.format.NamedArray;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The arrays of a layer by what they are for.
 *
 * @param arrays by {@code kernel}, {@code bias} and so on
 */
public record Roles(SequencedMap<String, NamedArray> arrays) {

  /** The array for a role that the layer must have. */
  public NamedArray the(String role) {
    return find(role).orElseThrow(() -> new IllegalStateException("asked for no " + role));
  }

  /** The array for a role that the layer may have. */
  public Optional<NamedArray> find(String role) {
    return Optional.ofNullable(arrays.get(role));
  }

  /** All but one. */
  Roles without(String role) {
    SequencedMap<String, NamedArray> others = new LinkedHashMap<>(arrays);
    others.remove(role);
    return new Roles(others);
  }
}
