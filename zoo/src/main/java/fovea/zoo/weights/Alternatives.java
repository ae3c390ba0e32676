package fovea.zoo.weights;

import fovea.graph.NodeOrder;
import fovea.graph.Tensor;
import fovea.graph.op.Op;
import fovea.graph.op.Source;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Classifier;
import fovea.nn.Mode;
import fovea.nn.StateDict;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Networks that the same weights fill, but that compute something else with them: with another
 * padding, say. Names and shapes cannot tell them apart.
 */
public final class Alternatives {
  private final NetworkArguments made;
  private final SequencedMap<String, Shape> shapes;
  private final Set<List<Step>> computations = new HashSet<>();
  private final List<Architecture> networks = new ArrayList<>();

  private Alternatives(NetworkArguments made, SequencedMap<String, Shape> shapes) {
    this.made = made;
    this.shapes = shapes;
  }

  /** One op of a network: what it is, and what comes out. */
  private record Step(Op op, List<TensorType> types) {}

  /**
   * The network itself, then the same with other options, as far as weights are published for them.
   *
   * @param network whose weights they are, with its options
   * @param made what it is made for
   */
  public static List<Architecture> of(Architecture network, NetworkArguments made) {
    return found(network, made).networks();
  }

  /** The same, and the other networks of its family. */
  public static List<Architecture> ofFamily(Architecture network, NetworkArguments made) {
    Alternatives found = found(network, made);
    Zoo.architectures().stream()
        .filter(other -> other.family().equals(network.family()))
        .filter(other -> !other.name().equals(network.name()))
        .forEach(found::add);
    return found.networks();
  }

  private static Alternatives found(Architecture network, NetworkArguments made) {
    NetworkArguments bare = made.options(new LinkedHashMap<>());
    var found = new Alternatives(bare, StateDict.shapes(network.create(bare)));
    found.add(network);
    List<SequencedMap<String, String>> combinations = List.of(new LinkedHashMap<>());
    for (Option option : network.options()) {
      combinations = found.combinations(network, option, combinations);
    }
    combinations.forEach(options -> found.add(network.with(options)));
    return found;
  }

  private List<Architecture> networks() {
    return List.copyOf(networks);
  }

  /** Each of {@code before} as it is, and with each value of an option that matters here. */
  private List<SequencedMap<String, String>> combinations(
      Architecture network, Option option, List<SequencedMap<String, String>> before) {
    List<SequencedMap<String, String>> all = new ArrayList<>(before);
    for (String value : option.published()) {
      SequencedMap<String, String> alone = new LinkedHashMap<>();
      alone.put(option.name(), value);
      if (differing(network.with(alone)).isPresent()) {
        for (SequencedMap<String, String> others : before) {
          SequencedMap<String, String> more = new LinkedHashMap<>(others);
          more.putAll(alone);
          all.add(more);
        }
      }
    }
    return all;
  }

  /** What it computes, if the weights fill it and nothing there is computes that. */
  private Optional<List<Step>> differing(Architecture network) {
    NetworkArguments fitting = network.fit(made);
    if (fitting.height() != made.height() || fitting.width() != made.width()) {
      return Optional.empty();
    }
    Classifier created = network.create(made);
    return Optional.of(created)
        .filter(other -> StateDict.shapes(other).equals(shapes))
        .map(this::computation)
        .filter(steps -> !computations.contains(steps));
  }

  private void add(Architecture network) {
    differing(network)
        .ifPresent(
            steps -> {
              networks.add(network);
              computations.add(steps);
            });
  }

  private List<Step> computation(Classifier network) {
    Tensor x = Tensor.full(made.input(1), 0);
    return Mode.inference(() -> NodeOrder.asMade(List.of(network.apply(x)))).stream()
        .filter(node -> !(node.op() instanceof Source))
        .map(node -> new Step(node.op(), node.outputs().stream().map(Tensor::type).toList()))
        .toList();
  }
}
