package fovea.train;

import fovea.format.NamedArray;
import fovea.graph.HostBuffer;
import fovea.graph.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What an optimizer remembers of each parameter from step to step. Each moment begins as zeros when
 * the parameter is first trained, and is called after both, such as {@code conv1.weight.momentum}.
 */
public final class OptimizerState {
  private final SequencedMap<String, Variable> moments = new LinkedHashMap<>();

  /** Loaded before the first step, waiting for the variables that they belong to. */
  private final Map<String, HostBuffer> loaded = new LinkedHashMap<>();

  /** The variable for one moment of {@code parameter}. */
  public Variable moment(Variable parameter, String moment) {
    String name = parameter.name() + "." + moment;
    return moments.computeIfAbsent(
        name, _ -> new Variable(name, parameter.type(), false, () -> initial(name, parameter)));
  }

  /** All moments by name, in the order in which they were made. */
  public Map<String, Variable> moments() {
    return Map.copyOf(moments);
  }

  /** All values, to be saved. */
  public List<NamedArray> arrays() {
    return moments.entrySet().stream()
        .map(entry -> FileArrays.array(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * Takes over saved values; also of moments that no step has made yet.
   *
   * @throws fovea.graph.FoveaException if a shape differs from that of the parameter
   */
  public void load(List<NamedArray> arrays) {
    for (NamedArray array : arrays) {
      HostBuffer value = FileArrays.buffer(array);
      Variable known = moments.get(array.name());
      if (known == null) {
        loaded.put(array.name(), value);
      } else {
        known.value(value);
      }
    }
  }

  private HostBuffer initial(String name, Variable parameter) {
    HostBuffer value = loaded.get(name);
    return value == null ? HostBuffer.allocate(parameter.type()) : value;
  }
}
