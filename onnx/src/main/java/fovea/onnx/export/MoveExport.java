package fovea.onnx.export;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.graph.Node;
import fovea.graph.op.Move;
import fovea.graph.op.Source;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.model.FileArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Exports where tensors come from, and ops that only move elements. */
final class MoveExport {
  /** Larger ones are filled when the graph runs; the import draws the line at the same place. */
  private static final long MOST_WRITTEN = 1 << 12;

  private MoveExport() {}

  static String full(Source.Full op, Node node, ExportedGraph graph) {
    TensorType type = op.type();
    if (type.shape().elements() <= MOST_WRITTEN) {
      double[] values = new double[(int) type.shape().elements()];
      Arrays.fill(values, op.value());
      return graph.constant(node, HostBuffer.of(type, values));
    }
    String shape = graph.wholes(node, longs(type.shape()));
    var one = FileArrays.array("", HostBuffer.of(type.with(Shape.of(1)), op.value()));
    OnnxNode filled = OnnxNode.of("ConstantOfShape", List.of(shape), "");
    return graph.add(node, filled.with("value", OnnxAttribute.of(one)));
  }

  static String transpose(List<Integer> order, Node node, ExportedGraph graph) {
    long[] axes = order.stream().mapToLong(Integer::longValue).toArray();
    OnnxNode transpose = graph.applied(node, "Transpose");
    return graph.add(node, transpose.with("perm", OnnxAttribute.of(axes)));
  }

  static String expand(Node node, ExportedGraph graph) {
    String x = graph.value(node.input(0));
    return graph.add(node, "Expand", x, graph.wholes(node, graph.sizes(node, 1)));
  }

  static String cast(DType dtype, Node node, ExportedGraph graph) {
    return PointwiseExport.cast(graph.value(node.input(0)), number(dtype), node, graph);
  }

  static String reshape(Shape out, Node node, ExportedGraph graph) {
    String x = graph.value(node.input(0));
    Shape in = node.input(0).shape();
    if (out.rank() == 2 && in.rank() > 2 && in.dim(0) == out.dim(0)) {
      OnnxNode flatten = OnnxNode.of("Flatten", List.of(x), "");
      return graph.add(node, flatten.with("axis", OnnxAttribute.of(1L)));
    }
    return graph.add(node, "Reshape", x, graph.wholes(node, graph.sizes(node, -1)));
  }

  static String slice(Move.Slice op, Node node, ExportedGraph graph) {
    int count = node.output().shape().dim(op.axis());
    return graph.add(
        node,
        "Slice",
        graph.value(node.input(0)),
        graph.wholes(node, op.from()),
        graph.wholes(node, op.from() + (count - 1L) * op.step() + 1),
        graph.wholes(node, op.axis()),
        graph.wholes(node, op.step()));
  }

  static String pad(Move.Pad op, Node node, ExportedGraph graph) {
    int rank = node.output().shape().rank();
    long[] pads = new long[2 * rank];
    pads[op.axis()] = op.before();
    pads[rank + op.axis()] = op.after();
    List<String> inputs = new ArrayList<>();
    inputs.add(graph.value(node.input(0)));
    inputs.add(graph.wholes(node, pads));
    inputs.add(graph.number(node, op.value()));
    return graph.add(node, OnnxNode.of("Pad", inputs, ""));
  }

  private static int number(DType dtype) {
    return switch (ExportedGraph.elementType(dtype)) {
      case F32, F16, BF16 -> 1;
      case F64 -> 11;
      case I32, I16, I8 -> 6;
      case I64 -> 7;
      case U8, BOOL -> 2;
    };
  }

  private static long[] longs(Shape shape) {
    return Arrays.stream(shape.dims()).asLongStream().toArray();
  }
}
