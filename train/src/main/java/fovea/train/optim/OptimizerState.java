package fovea.train.optim;

import fovea.graph.Variable;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * What an optimizer remembers of each parameter from step to step. Each slot begins, when the
 * parameter is first trained, as zeros or as the parameter, and is called after both, such as
 * {@code conv1.weight.momentum}.
 */
public final class OptimizerState {
  private final SequencedMap<String, Variable> slots = new LinkedHashMap<>();

  /** Without any slot yet. */
  public OptimizerState() {}

  /**
   * The variable for one slot of a parameter, of the type of that.
   *
   * @param parameter its name in the model
   * @param start what it begins with
   * @throws FoveaException if a loaded one does not fit the parameter, or the slot's name is empty
   *     or has a dot
   */
  Variable slot(String parameter, String slot, TensorType type, Supplier<HostBuffer> start) {
    if (slot.isEmpty() || slot.contains(".")) {
      throw FoveaException.at(
          parameter,
          "expected a name without a dot for what the optimizer remembers, found \"" + slot + '"',
          "choose one such as momentum");
    }
    String name = parameter + "." + slot;
    Variable found = slots.computeIfAbsent(name, _ -> new Variable(name, type, false, start));
    if (!found.type().equals(type)) {
      throw FoveaException.at(
          name,
          "expected " + type + " as its parameter has, found " + found.type(),
          "load the state that was saved with this model");
    }
    return found;
  }

  /** All slots by name, in the order in which they were made. */
  public SequencedMap<String, Variable> slots() {
    return Collections.unmodifiableSequencedMap(slots);
  }

  /** All values by name, to be saved. */
  public SequencedMap<String, HostBuffer> values() {
    SequencedMap<String, HostBuffer> values = new LinkedHashMap<>();
    slots.forEach((name, variable) -> values.put(name, variable.value()));
    return values;
  }

  /**
   * Takes over copies of saved values; also of slots that no step has made yet.
   *
   * @throws FoveaException if the shape of one that is there differs
   */
  public void load(Map<String, HostBuffer> values) {
    values.forEach(
        (name, value) -> {
          Variable known = slots.get(name);
          if (known == null) {
            HostBuffer copy = value.copy();
            slots.put(name, new Variable(name, value.type(), false, () -> copy));
          } else {
            known.assign(value);
          }
        });
  }
}
