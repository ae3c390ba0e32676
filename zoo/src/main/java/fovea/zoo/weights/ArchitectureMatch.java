package fovea.zoo.weights;

import fovea.graph.type.Shape;
import fovea.nn.Classifier;
import fovea.nn.StateDict;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which network of the zoo weights belong to, found by their names and shapes. Networks that differ
 * in nothing that has weights, such as in padding, cannot be told apart: the first one is taken.
 *
 * @param network with the options that fit
 * @param arguments what it is made for
 */
public record ArchitectureMatch(Architecture network, NetworkArguments arguments) {
  /** The first network that has exactly these tensors, or all of them but its head's. */
  public static Optional<ArchitectureMatch> of(SequencedMap<String, Shape> tensors) {
    return variants()
        .flatMap(variant -> fitted(variant, variant.create(variant.defaults()), tensors).stream())
        .findFirst();
  }

  /** All networks, each followed by those that have other shapes by an option. */
  static Stream<Architecture> variants() {
    return Zoo.architectures().stream().flatMap(ArchitectureMatch::variants);
  }

  /** Makes the network, without values. */
  public Classifier create() {
    return network.create(arguments);
  }

  /** The network as it is, and with each of the other values of an option. */
  private static Stream<Architecture> variants(Architecture network) {
    return Stream.concat(
        Stream.of(network),
        network.options().stream()
            .flatMap(
                option ->
                    others(option)
                        .map(value -> network.with(new TreeMap<>(Map.of(option.name(), value))))));
  }

  private static Stream<String> others(Option option) {
    return option.published().stream().filter(value -> !value.equals(option.defaultValue()));
  }

  /**
   * The network for as many classes as {@code tensors} have, if it has exactly these.
   *
   * @param usual the network for what it was published for
   */
  static Optional<ArchitectureMatch> fitted(
      Architecture network, Classifier usual, SequencedMap<String, Shape> tensors) {
    Set<String> wanted = essential(StateDict.shapes(usual)).keySet();
    SequencedMap<String, Shape> found = essential(tensors);
    Shape head = tensors.get(usual.headPath() + ".weight");
    if (head == null) {
      wanted.removeIf(usual::inHead);
      found.keySet().removeIf(usual::inHead);
    }
    if (found.isEmpty() || !wanted.equals(found.keySet()) || (head != null && head.rank() == 0)) {
      return Optional.empty();
    }
    int classes = head == null ? network.defaults().classes() : head.dim(0);
    NetworkArguments arguments = network.defaults().classes(classes);
    SequencedMap<String, Shape> fitting = StateDict.shapes(network.create(arguments));
    return found.keySet().stream()
            .allMatch(name -> Objects.equals(fitting.get(name), tensors.get(name)))
        ? Optional.of(new ArchitectureMatch(network, arguments))
        : Optional.empty();
  }

  /** A copy without counters, which older files lack. */
  static SequencedMap<String, Shape> essential(SequencedMap<String, Shape> tensors) {
    SequencedMap<String, Shape> essential = new LinkedHashMap<>(tensors);
    essential.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
    return essential;
  }
}
