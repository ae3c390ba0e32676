package fovea.onnx.export;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.graph.Node;
import java.util.List;

/** Exports functions of one number and of two. */
final class PointwiseExport {
  private static final int FLOAT = 1;
  static final int INT32 = 6;
  private static final int BOOL = 9;
  private static final int DOUBLE = 11;

  private PointwiseExport() {}

  static String silu(Node node, ExportedGraph graph) {
    String x = graph.value(node.input(0));
    return graph.add(node, "Mul", x, graph.add(node, "Sigmoid", x));
  }

  static String mish(Node node, ExportedGraph graph) {
    String x = graph.value(node.input(0));
    String inner = graph.add(node, "Tanh", graph.add(node, "Softplus", x));
    return graph.add(node, "Mul", x, inner);
  }

  static String clip(double low, double high, Node node, ExportedGraph graph) {
    String from = low == Double.NEGATIVE_INFINITY ? "" : graph.number(node, low);
    String to = high == Double.POSITIVE_INFINITY ? "" : graph.number(node, high);
    return graph.add(node, "Clip", graph.value(node.input(0)), from, to);
  }

  static String gelu(Node node, ExportedGraph graph) {
    String x = graph.value(node.input(0));
    String scaled = graph.add(node, "Mul", x, graph.number(node, 1 / Math.sqrt(2)));
    String error = graph.add(node, "Erf", scaled);
    String cumulative = graph.add(node, "Add", error, graph.number(node, 1));
    String product = graph.add(node, "Mul", x, cumulative);
    return graph.add(node, "Mul", product, graph.number(node, 0.5));
  }

  static String affine(double scale, double shift, Node node, ExportedGraph graph) {
    String value = graph.value(node.input(0));
    if (scale == -1 && shift == 0) {
      return graph.add(node, "Neg", value);
    }
    if (DenseExport.isMean(node, graph)) {
      return DenseExport.mean(node, graph);
    }
    String scaled = scale == 1 ? value : graph.add(node, "Mul", value, graph.number(node, scale));
    return shift == 0 ? scaled : graph.add(node, "Add", scaled, graph.number(node, shift));
  }

  /** A truth as 0 or 1, in the type of what was compared. */
  static String comparison(String operator, Node node, ExportedGraph graph) {
    int type =
        switch (ExportedGraph.elementType(node.output().type().dtype())) {
          case F64 -> DOUBLE;
          case F32, F16, BF16, I64, I32, I16, I8, U8, BOOL -> FLOAT;
        };
    return cast(graph.apply(node, operator), type, node, graph);
  }

  static String select(Node node, ExportedGraph graph) {
    String condition = cast(graph.value(node.input(0)), BOOL, node, graph);
    return graph.add(
        node, "Where", condition, graph.value(node.input(1)), graph.value(node.input(2)));
  }

  static String cast(String value, int type, Node node, ExportedGraph graph) {
    OnnxNode cast = OnnxNode.of("Cast", List.of(value), "");
    return graph.add(node, cast.with("to", OnnxAttribute.of((long) type)));
  }
}
