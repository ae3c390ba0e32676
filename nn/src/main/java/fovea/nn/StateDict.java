package fovea.nn;

import fovea.graph.Variable;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** All values of a layer, parameters and states, by name: what a model file holds. */
public final class StateDict {
  private StateDict() {}

  /** Copies of all values in order of declaration, with PyTorch's names. */
  public static SequencedMap<String, HostBuffer> of(Network layer) {
    SequencedMap<String, HostBuffer> values = new LinkedHashMap<>();
    variables(layer).forEach((name, variable) -> values.put(name, variable.value()));
    return values;
  }

  /** Where all values are kept, in order of declaration. */
  public static SequencedMap<String, Variable> variables(Network layer) {
    SequencedMap<String, Variable> variables = new LinkedHashMap<>();
    cells(layer).forEach((name, cell) -> variables.put(name, cell.variable()));
    return variables;
  }

  /** Shapes of all values in order of declaration; nothing is computed. */
  public static SequencedMap<String, Shape> shapes(Network layer) {
    SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
    cells(layer).forEach((name, cell) -> shapes.put(name, cell.type().shape()));
    return shapes;
  }

  /**
   * Copies {@code values} into the layer, converted to its element types: all of them or, if
   * anything does not fit, none. Counters may be missing, as they are in older files.
   *
   * @throws fovea.graph.type.FoveaException if names or shapes differ, or a value is NaN or
   *     infinite; the message lists the differences
   */
  public static void load(Network layer, Map<String, HostBuffer> values) {
    List<StateMapping.Source> sources = new ArrayList<>();
    values.forEach((name, value) -> sources.add(StateMapping.Source.of(name, value)));
    StateMapping.of(layer, sources).load();
  }

  private static SequencedMap<String, Cell> cells(Network layer) {
    return Parameters.named(Parameters.walk(layer).cells());
  }
}
