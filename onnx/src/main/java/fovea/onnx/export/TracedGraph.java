package fovea.onnx.export;

import fovea.graph.Compiled;
import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.Tensor;
import fovea.graph.op.Conv;
import fovea.graph.op.Custom;
import fovea.graph.op.Move;
import fovea.graph.op.Op;
import fovea.graph.op.Source;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * The nodes of a network in inference, each after those that it needs.
 *
 * @param nodes in an order that follows from the graph alone, so that the same network traced
 *     again, for another batch, has it too
 * @param results what the network returns
 */
record TracedGraph(List<Node> nodes, Tensors results) {

  /** Traces {@code network} for inputs of the given types. */
  static TracedGraph of(Network network, SequencedMap<String, TensorType> inputs) {
    List<Tensors> outputs = new ArrayList<>();
    Compiled once =
        Compiled.of(
            in -> {
              Tensors given = named(inputs.sequencedKeySet(), in);
              outputs.add(Mode.inference(() -> network.apply(given)));
              return List.copyOf(outputs.getLast().byName().values());
            });
    List<Tensor> results = once.graph(List.copyOf(inputs.values())).results();
    return new TracedGraph(
        NodeOrder.asRead(results), named(outputs.getLast().byName().sequencedKeySet(), results));
  }

  private static Tensors named(SequencedSet<String> names, List<Tensor> tensors) {
    SequencedMap<String, Tensor> named = new LinkedHashMap<>();
    for (String name : names) {
      named.put(name, tensors.get(named.size()));
    }
    return new Tensors(named);
  }

  /**
   * Whether {@code other}, the same network for another batch, differs in nothing but sizes that
   * ONNX can leave open.
   */
  boolean sameButBatch(TracedGraph other) {
    if (nodes.size() != other.nodes.size()) {
      return false;
    }
    for (int i = 0; i < nodes.size(); i++) {
      if (!sameButBatch(nodes.get(i), other.nodes.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameButBatch(Node a, Node b) {
    Op op = a.op();
    Op other = b.op();
    if (op.equals(other)) {
      return true;
    }
    if (op instanceof Source.Given && other instanceof Source.Given) {
      return a.output().type().equals(b.output().type());
    }
    if (op instanceof Source.Argument && other instanceof Source.Argument) {
      return true;
    }
    if (op instanceof Custom.Composed && other instanceof Custom.Composed) {
      return true;
    }
    if (op instanceof Conv.InputGrad && other instanceof Conv.InputGrad) {
      return true;
    }
    if (op instanceof Move.Reshape && other instanceof Move.Reshape) {
      return differing(a.output().shape(), b.output().shape()).size() == 1;
    }
    if (op instanceof Move.Broadcast && other instanceof Move.Broadcast) {
      return stays(a, b);
    }
    return false;
  }

  /** Whether a broadcast tensor is not broadcast along the batch. */
  private static boolean stays(Node a, Node b) {
    Shape from = a.input(0).shape();
    Shape to = a.output().shape();
    int lead = to.rank() - from.rank();
    return differing(to, b.output().shape()).stream()
        .allMatch(axis -> axis >= lead && from.dim(axis - lead) == to.dim(axis));
  }

  /** The axes along which two shapes of one rank differ. */
  static List<Integer> differing(Shape a, Shape b) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < a.rank(); i++) {
      if (a.dim(i) != b.dim(i)) {
        axes.add(i);
      }
    }
    return axes;
  }
}
