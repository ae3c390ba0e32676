package fovea.explain.cam;

import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.Tensor;
import fovea.graph.op.Binary;
import fovea.graph.op.Conv;
import fovea.graph.op.Dense;
import fovea.graph.op.Move;
import fovea.graph.op.Norm;
import fovea.graph.op.Pool;
import fovea.graph.op.Reduce;
import fovea.graph.op.Unary;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.List;

/**
 * Maps whose means the scores are a linear function of, found in the graph.
 *
 * @param maps {@code [n, c, h, w]}
 * @param pooled what the linear function is of: their means, or their sums
 * @param perMean how much {@code pooled} grows with the mean: 1, or the number of places
 */
record PooledHead(Tensor maps, Tensor pooled, double perMean) {

  /**
   * Goes back from {@code scores} through what is linear to the pooling.
   *
   * @throws FoveaException if there is something else before it
   */
  static PooledHead of(Tensor scores) {
    Tensor value = scores;
    while (!poolsAll(value.node())) {
      Node node = value.node();
      List<Tensor> computed = node.inputs().stream().filter(PooledHead::fromMaps).toList();
      if (!linear(node, computed)) {
        throw FoveaException.here(
            "expected global average pooling and one linear layer after it, as CAM needs them,"
                + " found "
                + node.op().name()
                + (node.path().isEmpty() ? "" : " at " + node.path()),
            "use grad-cam, which works for any network");
      }
      value = computed.getFirst();
    }
    Tensor maps = value.node().input(0);
    boolean sum = value.node().op() instanceof Reduce;
    return new PooledHead(maps, value, sum ? maps.shape().dim(2) * maps.shape().dim(3) : 1);
  }

  private static boolean poolsAll(Node node) {
    if (node.inputs().isEmpty() || node.input(0).shape().rank() != 4) {
      return false;
    }
    Shape maps = node.input(0).shape();
    return switch (node.op()) {
      case Pool.AdaptiveAverage(int height, int width) -> height == 1 && width == 1;
      case Pool.Average(Pool.Pooling pooling, boolean _) ->
          pooling.window().padding().none()
              && pooling.window().kernel().h() == maps.dim(2)
              && pooling.window().kernel().w() == maps.dim(3);
      case Reduce.Sum(List<Integer> axes, boolean _) ->
          axes.stream().map(maps::axis).sorted().toList().equals(List.of(2, 3));
      default -> false;
    };
  }

  /** Whether it depends on a convolution, as pictures and no weights do. */
  private static boolean fromMaps(Tensor tensor) {
    return NodeOrder.asRead(List.of(tensor)).stream().anyMatch(node -> node.op() instanceof Conv);
  }

  /** Whether {@code node} gives sums of multiples of one of its inputs, none of which are maps. */
  private static boolean linear(Node node, List<Tensor> computed) {
    if (computed.size() != 1) {
      return false;
    }
    Shape shape = computed.getFirst().shape();
    if (shape.rank() == 4 && shape.dim(2) * shape.dim(3) > 1) {
      return false;
    }
    return switch (node.op()) {
      case Dense _, Conv.Conv2d _, Norm.BatchNormInference _, Unary.Affine _ -> true;
      case Move.Reshape _, Move.Transpose _, Move.Cast _ -> true;
      case Binary.Add _, Binary.Sub _, Binary.Mul _ -> true;
      case Binary.Div _ -> node.input(0) == computed.getFirst();
      default -> false;
    };
  }
}
