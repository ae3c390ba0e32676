package fovea.onnx;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.graph.Dense;
import fovea.graph.Distribution;
import fovea.graph.FoveaException;
import fovea.graph.HostBuffer;
import fovea.graph.Node;
import fovea.graph.Norm;
import fovea.graph.Reduce;
import fovea.graph.Shape;
import fovea.graph.Tensor;
import fovea.graph.TensorType;
import fovea.graph.Unary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Exports products of matrices, normalizations, distributions and reductions. */
final class DenseExport {
  private DenseExport() {}

  static String dense(Dense op, Node node, ExportedGraph graph) {
    return switch (op) {
      case Dense.Linear _ -> {
        OnnxNode gemm = OnnxNode.of("Gemm", inputs(node, graph), "");
        yield graph.add(node, gemm.with("transB", OnnxAttribute.of(1L)));
      }
      case Dense.LinearInputGrad _ ->
          graph.add(node, OnnxNode.of("MatMul", inputs(node, graph), ""));
      case Dense.MatMul(boolean first, boolean second) ->
          graph.add(node, "MatMul", turned(0, first, node, graph), turned(1, second, node, graph));
      case Dense.LinearWeightGrad _ -> throw Exports.declined(node);
    };
  }

  private static String turned(int input, boolean transposed, Node node, ExportedGraph graph) {
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

  static String norm(Norm op, Node node, ExportedGraph graph) {
    return switch (op) {
      case Norm.BatchNormInference(double epsilon) -> {
        OnnxNode fixed = OnnxNode.of("BatchNormalization", inputs(node, graph), "");
        yield graph.add(node, fixed.with("epsilon", OnnxAttribute.of(epsilon)));
      }
      case Norm.LocalResponse local -> localResponse(local, node, graph);
      case Norm.BatchNorm(double epsilon) -> byBatch(epsilon, node, graph);
      case Norm.BatchNormGrad _, Norm.LocalResponseGrad _ -> throw Exports.declined(node);
    };
  }

  /** Running statistics that keep nothing of what they were are those of the batch. */
  private static String byBatch(double epsilon, Node node, ExportedGraph graph) {
    List<String> inputs = new ArrayList<>(inputs(node, graph));
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

  private static String localResponse(Norm.LocalResponse op, Node node, ExportedGraph graph) {
    if (op.size() % 2 == 0) {
      throw FoveaException.at(
          node.path(),
          "a local response norm over %d channels reaches further back here than in ONNX"
              .formatted(op.size()),
          "use an odd size");
    }
    return graph.add(
        node,
        OnnxNode.of("LRN", inputs(node, graph), "")
            .with("size", OnnxAttribute.of((long) op.size()))
            .with("alpha", OnnxAttribute.of(op.alpha()))
            .with("beta", OnnxAttribute.of(op.beta()))
            .with("bias", OnnxAttribute.of(op.k())));
  }

  static String distribution(Distribution op, Node node, ExportedGraph graph) {
    String operator =
        switch (op) {
          case Distribution.Softmax _ -> "Softmax";
          case Distribution.LogSoftmax _ -> "LogSoftmax";
          case Distribution.SoftmaxGrad _, Distribution.LogSoftmaxGrad _ ->
              throw Exports.declined(node);
        };
    long axis = node.input(0).shape().axis(op.axis());
    OnnxNode along = OnnxNode.of(operator, inputs(node, graph), "");
    return graph.add(node, along.with("axis", OnnxAttribute.of(axis)));
  }

  static String reduce(Reduce op, Node node, ExportedGraph graph) {
    String x = graph.value(node.input(0));
    return switch (op) {
      case Reduce.Sum(List<Integer> axes, boolean keep) -> {
        if (onlyOfMean(node, graph)) {
          // Written with the division that follows.
          yield x;
        }
        String along = graph.wholes(node, longs(axes));
        OnnxNode sum = OnnxNode.of("ReduceSum", List.of(x, along), "");
        yield graph.add(node, keeping(sum, keep));
      }
      case Reduce.Maximum(List<Integer> axes, boolean keep) ->
          graph.add(node, along("ReduceMax", x, axes, keep));
      case Reduce.ArgMax(int axis) -> {
        OnnxNode place = OnnxNode.of("ArgMax", List.of(x), "");
        String index =
            graph.add(node, keeping(place.with("axis", OnnxAttribute.of((long) axis)), false));
        // ONNX counts in 64 bits, and lets no two types meet.
        yield PointwiseExport.cast(index, PointwiseExport.INT32, node, graph);
      }
    };
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

  private static List<String> inputs(Node node, ExportedGraph graph) {
    return node.inputs().stream().map(graph::value).toList();
  }

  private static long[] longs(List<Integer> values) {
    return values.stream().mapToLong(Integer::longValue).toArray();
  }
}
