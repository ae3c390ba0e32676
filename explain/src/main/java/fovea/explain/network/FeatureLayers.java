package fovea.explain.network;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Binary;
import fovea.graph.op.Conv;
import fovea.graph.op.Norm;
import fovea.graph.op.Unary;
import fovea.graph.type.FoveaException;
import fovea.nn.ForwardPass;
import fovea.nn.NamedNode;
import fovea.nn.Parameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The values of a network that are stacks of maps, found from the graph; nothing runs. */
public final class FeatureLayers {
  private final SequencedMap<String, FeatureLayer> layers = new LinkedHashMap<>();
  private final ForwardPass pass;

  FeatureLayers(ForwardPass pass) {
    this.pass = pass;
    Map<Tensor, List<String>> names = names(pass);
    for (NamedNode named : pass.nodes()) {
      for (String name : names.getOrDefault(named.node().output(), List.of())) {
        if (isMap(named.node())) {
          layers.put(name, new FeatureLayer(name, named.op(), named.type().shape()));
        }
      }
    }
  }

  /** All names of values, the shortest first, which are those of the outermost layers. */
  private static Map<Tensor, List<String>> names(ForwardPass pass) {
    Map<Tensor, List<String>> names = new HashMap<>();
    pass.values()
        .forEach(
            (name, value) -> {
              if (!name.isEmpty()) {
                names.computeIfAbsent(value, _ -> new ArrayList<>()).add(name);
              }
            });
    names.values().forEach(list -> list.sort(Comparator.comparingInt(String::length)));
    return names;
  }

  private static boolean isMap(Node node) {
    return node.output().shape().rank() == 4 && node.output().shape().dim(0) == 1;
  }

  /** All of them in the order of computation; a value may have several names. */
  public List<FeatureLayer> all() {
    return List.copyOf(layers.sequencedValues());
  }

  /**
   * The one called {@code name}.
   *
   * @throws FoveaException if there is no value of this name, with the nearest names, or it is no
   *     stack of maps
   */
  public FeatureLayer require(String name) {
    FeatureLayer known = layers.get(name);
    if (known != null) {
      return known;
    }
    Tensor value = pass.at(name);
    if (!isMap(value.node())) {
      throw FoveaException.at(
          name,
          "expected maps [n, c, h, w], found " + value.shape(),
          last()
              .map(layer -> "choose a layer before it, such as " + layer.name())
              .orElse("this network has no maps"));
    }
    return named(value.node());
  }

  /**
   * The last convolution whose maps have more than one place, with the norm, the activation and the
   * shortcut that follow it: what Grad-CAM looks at.
   *
   * @throws FoveaException if the network has no convolution
   */
  public FeatureLayer lastConvolution() {
    return last().orElseThrow(FeatureLayers::noConvolution);
  }

  private static FoveaException noConvolution() {
    return FoveaException.here(
        "expected a network with convolutions, found none",
        "use a method that needs no layer, such as gradient or occlusion");
  }

  /** The same inside of the layer at {@code path}; empty if there is no convolution in it. */
  public Optional<FeatureLayer> lastConvolution(String path) {
    List<Node> inside =
        convolutions().stream().filter(node -> Parameters.isInside(node.path(), path)).toList();
    return inside.reversed().stream()
        .filter(node -> node.output().shape().dim(2) * node.output().shape().dim(3) > 1)
        .findFirst()
        .or(() -> inside.reversed().stream().findFirst())
        .map(node -> named(completed(node)));
  }

  private Optional<FeatureLayer> last() {
    return lastConvolution("");
  }

  /**
   * The first convolution, whose filters look at the picture itself.
   *
   * @throws FoveaException if the network has no convolution
   */
  public FeatureLayer firstConvolution() {
    return convolutions().stream()
        .findFirst()
        .map(this::named)
        .orElseThrow(
            () ->
                FoveaException.here(
                    "expected a network with convolutions, found none", "use another network"));
  }

  /** All convolutions that make maps, each with what completes it, in the order of computation. */
  public List<FeatureLayer> completedConvolutions() {
    return convolutions().stream().map(this::completed).distinct().map(this::named).toList();
  }

  /**
   * The same, of which there is one at least.
   *
   * @throws FoveaException if the network has no convolution
   */
  public List<FeatureLayer> requireConvolutions() {
    List<FeatureLayer> all = completedConvolutions();
    if (all.isEmpty()) {
      throw noConvolution();
    }
    return all;
  }

  private List<Node> convolutions() {
    return pass.nodes(Conv.class).stream()
        .map(NamedNode::node)
        .filter(FeatureLayers::isMap)
        .toList();
  }

  /** The last node that only norms, shifts, activates or adds to what {@code node} gives. */
  private Node completed(Node node) {
    Node last = node;
    for (NamedNode next : pass.nodes()) {
      boolean follows =
          next.node().inputs().contains(last.output())
              && next.node().output().shape().equals(last.output().shape());
      if (follows && completes(next.node()) && users(last) == 1) {
        last = next.node();
      }
    }
    return last;
  }

  private static boolean completes(Node node) {
    return switch (node.op()) {
      case Norm _, Unary _, Binary _ -> true;
      default -> false;
    };
  }

  private long users(Node node) {
    return pass.nodes().stream()
        .filter(named -> named.node().inputs().contains(node.output()))
        .count();
  }

  /** Under its shortest name. */
  private FeatureLayer named(Node node) {
    return layers.values().stream()
        .filter(layer -> pass.at(layer.name()).node() == node)
        .findFirst()
        .orElseThrow();
  }
}
