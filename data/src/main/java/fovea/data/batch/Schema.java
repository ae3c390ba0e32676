package fovea.data.batch;

import fovea.graph.type.FoveaException;
import fovea.graph.type.TensorType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What every example of a data set consists of.
 *
 * @param inputs what a network takes, in its order
 * @param targets what its outputs are compared with; none where the inputs are the targets
 */
public record Schema(List<TensorSpec> inputs, List<TensorSpec> targets) {

  /**
   * Copies the lists.
   *
   * @throws FoveaException if there is no input, or two of all have the same name
   */
  public Schema {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    if (inputs.isEmpty()) {
      throw FoveaException.here("examples without an input", "give them at least one");
    }
    Set<String> names = new HashSet<>();
    Stream.concat(inputs.stream(), targets.stream())
        .filter(spec -> !names.add(spec.name()))
        .findFirst()
        .ifPresent(
            spec -> {
              throw FoveaException.here(
                  "two inputs or targets are called " + spec.name(), "give each its own name");
            });
  }

  /** One input and one target. */
  public Schema(TensorSpec input, TensorSpec target) {
    this(List.of(input), List.of(target));
  }

  /** The type of the input or target of that name, without the batch axis. */
  public Optional<TensorType> type(String name) {
    return all().stream()
        .filter(spec -> spec.name().equals(name))
        .map(TensorSpec::type)
        .findFirst();
  }

  /** Inputs and targets, in this order. */
  public List<TensorSpec> all() {
    return Stream.concat(inputs.stream(), targets.stream()).toList();
  }
}
