package fovea.explain.relevance;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Binary;
import fovea.graph.op.Move;
import fovea.graph.op.Pool;
import fovea.graph.op.Unary;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Tells from the graph whether a tensor has no element below 0: half of the work is saved. */
final class NonNegative {
  private NonNegative() {}

  /** Whether it is known that nothing in {@code tensor} is below 0. */
  static boolean test(Tensor tensor) {
    Deque<Tensor> open = new ArrayDeque<>();
    Set<Tensor> seen = new HashSet<>();
    open.push(tensor);
    while (!open.isEmpty()) {
      Tensor next = open.pop();
      if (seen.add(next) && !rectified(next.node())) {
        if (!keepsSign(next.node())) {
          return false;
        }
        next.node().inputs().forEach(open::push);
      }
    }
    return true;
  }

  private static boolean rectified(Node node) {
    return switch (node.op()) {
      case Unary.Relu _, Unary.Sigmoid _, Unary.Exp _, Unary.Abs _, Unary.Softplus _ -> true;
      case Unary.Clamp(double low, double _) -> low >= 0;
      default -> false;
    };
  }

  private static boolean keepsSign(Node node) {
    return switch (node.op()) {
      case Pool.Max _, Pool.Average _, Pool.AdaptiveAverage _ -> true;
      case Move.Reshape _, Move.Transpose _, Move.Slice _, Move.Concat _, Move.Broadcast _ -> true;
      case Move.Pad(int _, int _, int _, double value) -> value >= 0;
      case Binary.Add _, Binary.Maximum _ -> true;
      default -> false;
    };
  }
}
