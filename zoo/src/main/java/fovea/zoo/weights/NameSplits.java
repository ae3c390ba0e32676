package fovea.zoo.weights;

import fovea.nn.StateMapping;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The names of the tensors of a file, each cut at each of its dots: what may be a prefix, and what
 * is then the name in a network.
 */
final class NameSplits {
  /** Of names with more dots only the first ones count: files bound neither. */
  private static final int DEEPEST = 12;

  private final Map<String, SequencedMap<String, StateMapping.Source>> byName = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  NameSplits(List<StateMapping.Source> tensors) {
    for (StateMapping.Source tensor : tensors) {
      String name = tensor.to();
      int start = 0;
      for (int i = 0; i <= DEEPEST && start < name.length(); i++) {
        byName
            .computeIfAbsent(name.substring(start), _ -> new LinkedHashMap<>())
            .put(name.substring(0, start), tensor);
        counts.merge(name.substring(0, start), 1, Integer::sum);
        int dot = name.indexOf('.', start);
        if (dot < 0) {
          break;
        }
        start = dot + 1;
      }
    }
  }

  /** The tensors that have the name {@code name} after a prefix, by that; the prefix may be "". */
  SequencedMap<String, StateMapping.Source> of(String name) {
    return byName.getOrDefault(name, new LinkedHashMap<>());
  }

  /** How many names begin with {@code prefix}. */
  int count(String prefix) {
    return counts.getOrDefault(prefix, 0);
  }
}
