package fovea.explain.maximize;

import fovea.graph.Axes;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.GradientRule;
import fovea.graph.op.Unary;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rule for gradients where a unit is off everywhere, so that none would flow: a ReLU that blocks
 * all of a picture's gradient passes what would bring its inputs back (Olah et al. 2017). For
 * gradients of what is to become small.
 */
final class RedirectedRelu {
  private RedirectedRelu() {}

  static GradientRule rule() {
    return GradientRule.own()
        .where(
            node -> limits(node).rectifies(),
            (node, upstream) -> List.of(redirected(node, upstream.getFirst())));
  }

  /** Where a function is flat, if it is a ReLU. */
  private record Limits(boolean rectifies, double high) {}

  private static Limits limits(Node node) {
    return switch (node.op()) {
      case Unary.Relu _ -> new Limits(true, Double.POSITIVE_INFINITY);
      case Unary.Clamp(double low, double high) -> new Limits(low == 0, high);
      default -> new Limits(false, 0);
    };
  }

  private static Tensor redirected(Node node, Tensor upstream) {
    Tensor x = node.input(0);
    Tensor own = node.op().vjp(node, List.of(upstream)).getFirst();
    Tensor back = Tensor.where(x.less(0), upstream.minimum(0), upstream);
    double high = limits(node).high();
    Tensor both =
        Double.isInfinite(high) ? back : Tensor.where(x.greater(high), back.maximum(0), back);
    int rank = x.shape().rank();
    int[] axes = IntStream.range(1, rank).toArray();
    Tensor flows = own.abs().sum(Axes.of(axes).keep()).greater(0);
    return Tensor.where(flows, own, both);
  }
}
