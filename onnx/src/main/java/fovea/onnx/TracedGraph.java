package fovea.onnx;

import fovea.graph.Compiled;
import fovea.graph.Conv;
import fovea.graph.Custom;
import fovea.graph.Move;
import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.Op;
import fovea.graph.Shape;
import fovea.graph.Source;
import fovea.graph.Tensor;
import fovea.graph.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes of a network in inference, each after those that it needs.
 *
 * @param nodes in an order that follows from the graph alone, so that the same network traced
 *     again, for another batch, has it too
 * @param result what the network returns
 */
record TracedGraph(List<Node> nodes, Tensor result) {

  /** Traces {@code network} for inputs of the given type. */
  static TracedGraph of(Layer network, TensorType input) {
    Compiled once = Compiled.of(in -> List.of(Mode.inference(() -> in.getFirst().apply(network))));
    Tensor result = once.graph(List.of(input)).results().getFirst();
    return new TracedGraph(NodeOrder.asRead(List.of(result)), result);
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

  /** Whether a stretched tensor is not stretched along the batch. */
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
