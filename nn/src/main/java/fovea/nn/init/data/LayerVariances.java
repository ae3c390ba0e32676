package fovea.nn.init.data;

import fovea.graph.Axes;
import fovea.graph.Compiled;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.NamedNode;
import fovea.nn.Param;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The variances of what layers give for a batch in training, by the names of their weights, in
 * order of computation; they follow the weights as these change.
 */
final class LayerVariances {
  private static final TensorType RANDOM = new TensorType(Shape.scalar(), DType.I64);

  private final Layer network;
  private final SequencedMap<String, Param> weights;
  private final List<HostBuffer> arguments;
  private final List<String> names = new ArrayList<>();
  private final Compiled function;

  LayerVariances(Layer network, SequencedMap<String, Param> weights, HostBuffer batch) {
    this.network = network;
    this.weights = weights;
    this.arguments = List.of(batch, HostBuffer.of(RANDOM, 0));
    this.function =
        Compiled.of(in -> Trace.forgetting(() -> Mode.training(in.get(1), () -> variances(in))));
    function.call(arguments);
  }

  /** The weights that are used, in order of computation. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** The variance of what the layer with that weight gives. */
  double of(String name) {
    return function.call(arguments).get(names.indexOf(name)).at(0);
  }

  private List<Tensor> variances(List<Tensor> in) {
    SequencedMap<String, Tensor> variances = new LinkedHashMap<>();
    for (NamedNode node : ForwardPass.of(network, in.getFirst()).nodes()) {
      weights.forEach(
          (name, weight) -> {
            if (reads(node.node(), weight)) {
              variances.putIfAbsent(name, node.node().output().var(Axes.all(), 0));
            }
          });
    }
    names.clear();
    names.addAll(variances.keySet());
    return List.copyOf(variances.values());
  }

  private static boolean reads(Node node, Param weight) {
    Node variable = weight.tensor().node();
    return node.inputs().stream().anyMatch(input -> input.node() == variable);
  }
}
