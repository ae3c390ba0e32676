package fovea.onnx.export;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Dense;
import fovea.graph.op.Norm;
import fovea.graph.op.Reduce;
import fovea.graph.op.Unary;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Exports products of matrices, normalizations and reductions. */
final class DenseExport {
  private DenseExport() {}

  static String linear(Node node, ExportedGraph graph) {
    return graph.add(node, graph.applied(node, "Gemm").with("transB", OnnxAttribute.of(1L)));
  }

  static String product(Dense.MatMul op, Node node, ExportedGraph graph) {
    return graph.add(
        node,
        "MatMul",
        transposed(0, op.transposeA(), node, graph),
        transposed(1, op.transposeB(), node, graph));
  }

  private static String transposed(int input, boolean transposed, Node node, ExportedGraph graph) {
    String x = graph.value(node.input(input));
    if (!transposed) {
      return x;
    }
    int rank = node.input(input).shape().rank();
    long[] order = IntStream.range(0, rank).asLongStream().toArray();
    order[rank - 1] = rank - 2L;
    order[rank - 2] = rank - 1L;
    OnnxNode transpose = OnnxNode.of("Transpose", List.of(x), "");
    return graph.add(node, transpose.with("perm", OnnxAttribute.of(order)));
  }

  static String byRunningStatistics(double epsilon, Node node, ExportedGraph graph) {
    OnnxNode fixed = graph.applied(node, "BatchNormalization");
    return graph.add(node, fixed.with("epsilon", OnnxAttribute.of(epsilon)));
  }

  /** Running statistics that keep nothing of what they were are those of the batch. */
  static String byBatch(double epsilon, Node node, ExportedGraph graph) {
    List<String> inputs = new ArrayList<>(graph.applied(node, "BatchNormalization").inputs());
    for (int result = 1; result <= 2; result++) {
      TensorType type = node.output(result).type();
      double[] start = new double[(int) type.shape().elements()];
      Arrays.fill(start, result - 1);
      inputs.add(graph.constant(node, HostBuffer.of(type, start)));
    }
    OnnxNode batch =
        OnnxNode.of("BatchNormalization", inputs, "")
            .with("epsilon", OnnxAttribute.of(epsilon))
            .with("momentum", OnnxAttribute.of(0.0))
            .with("training_mode", OnnxAttribute.of(1L));
    return graph.addWhole(node, batch);
  }

  static String localResponse(Norm.LocalResponse op, Node node, ExportedGraph graph) {
    if (op.size() % 2 == 0) {
      throw FoveaException.at(
          node.path(),
          String.format(
              Locale.ROOT,
              "a local response norm over %d channels reaches further back here than in ONNX",
              op.size()),
          "use an odd size");
    }
    return graph.add(
        node,
        graph
            .applied(node, "LRN")
            .with("size", OnnxAttribute.of((long) op.size()))
            .with("alpha", OnnxAttribute.of(op.alpha()))
            .with("beta", OnnxAttribute.of(op.beta()))
            .with("bias", OnnxAttribute.of(op.k())));
  }

  static String sum(Reduce.Sum op, Node node, ExportedGraph graph) {
    String x = graph.value(node.input(0));
    if (onlyOfMean(node, graph)) {
      // Written with the division that follows.
      return x;
    }
    String along = graph.wholes(node, longs(op.axes()));
    OnnxNode sum = OnnxNode.of("ReduceSum", List.of(x, along), "");
    return graph.add(node, keeping(sum, op.keep()));
  }

  static String maximum(List<Integer> axes, boolean keep, Node node, ExportedGraph graph) {
    return graph.add(node, along("ReduceMax", graph.value(node.input(0)), axes, keep));
  }

  static String argMax(int axis, Node node, ExportedGraph graph) {
    OnnxNode place = graph.applied(node, "ArgMax").with("axis", OnnxAttribute.of((long) axis));
    String index = graph.add(node, keeping(place, false));
    // ONNX counts in 64 bits, and lets no two types meet.
    return PointwiseExport.cast(index, PointwiseExport.INT32, node, graph);
  }

  /** A sum and the division by the count of what was summed, which {@code node} is. */
  static String mean(Node node, ExportedGraph graph) {
    Node sum = node.input(0).node();
    if (!(sum.op() instanceof Reduce.Sum(List<Integer> axes, boolean keep))) {
      throw new IllegalArgumentException("no mean");
    }
    return graph.add(node, along("ReduceMean", graph.value(sum.input(0)), axes, keep));
  }

  /**
   * Whether {@code node} divides a sum by the count of what was summed, and nobody else reads it.
   */
  static boolean isMean(Node node, ExportedGraph graph) {
    if (!(node.op() instanceof Unary.Affine(double scale, double shift)) || shift != 0) {
      return false;
    }
    Tensor sum = node.input(0);
    if (!(sum.node().op() instanceof Reduce.Sum(List<Integer> axes, boolean _))) {
      return false;
    }
    Shape summed = sum.node().input(0).shape();
    long count = axes.stream().mapToLong(summed::dim).reduce(1, (a, b) -> a * b);
    return scale == 1.0 / count && graph.users(sum).size() == 1;
  }

  private static boolean onlyOfMean(Node sum, ExportedGraph graph) {
    List<Node> users = graph.users(sum.output());
    return users.size() == 1 && isMean(users.getFirst(), graph);
  }

  private static OnnxNode along(String operator, String x, List<Integer> axes, boolean keep) {
    OnnxNode node = OnnxNode.of(operator, List.of(x), "");
    return keeping(node.with("axes", OnnxAttribute.of(longs(axes))), keep);
  }

  private static OnnxNode keeping(OnnxNode node, boolean keep) {
    return node.with("keepdims", OnnxAttribute.of(keep ? 1L : 0L));
  }

  private static long[] longs(List<Integer> values) {
    return values.stream().mapToLong(Integer::longValue).toArray();
  }
}
