package fovea.nn;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/**
 * Tensors by name, in an order: what a {@link Network} takes and what it gives.
 *
 * @param byName such as {@code image} or {@code logits}
 */
public record Tensors(SequencedMap<String, Tensor> byName) {

  /** Name of the output of a network that has only one. */
  public static final String OUTPUT = "output";

  /** Copies the map. */
  public Tensors {
    byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
  }

  /** One tensor. */
  public static Tensors of(String name, Tensor tensor) {
    return new Tensors(new LinkedHashMap<>()).and(name, tensor);
  }

  /** These and another one, or in place of the one of that name. */
  public Tensors and(String name, Tensor tensor) {
    SequencedMap<String, Tensor> more = new LinkedHashMap<>(byName);
    more.put(name, tensor);
    return new Tensors(more);
  }

  /**
   * The tensor of that name.
   *
   * @throws FoveaException if there is none
   */
  public Tensor at(String name) {
    Tensor found = byName.get(name);
    if (found == null) {
      throw FoveaException.here(
          "expected one of " + byName.sequencedKeySet() + ", found " + name,
          "use the names that the data set or the network gives");
    }
    return found;
  }

  /**
   * The only tensor.
   *
   * @throws FoveaException if there are several, or none
   */
  public Tensor only() {
    if (byName.size() != 1) {
      throw FoveaException.here(
          "expected one tensor, found " + (byName.isEmpty() ? "none" : byName.sequencedKeySet()),
          "ask for one by its name");
    }
    return byName.firstEntry().getValue();
  }

  /** The results of {@code change} under the same names. */
  public Tensors map(UnaryOperator<Tensor> change) {
    SequencedMap<String, Tensor> changed = new LinkedHashMap<>();
    byName.forEach((name, tensor) -> changed.put(name, change.apply(tensor)));
    return new Tensors(changed);
  }
}
