package fovea.onnx;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.graph.Binary;
import fovea.graph.Node;
import fovea.graph.Unary;
import java.util.List;

/** Exports functions of one number and of two. */
final class PointwiseExport {
  private static final int FLOAT = 1;
  static final int INT32 = 6;
  private static final int BOOL = 9;
  private static final int DOUBLE = 11;

  private PointwiseExport() {}

  static String unary(Unary op, Node node, ExportedGraph graph) {
    String x = graph.value(node.input(0));
    return switch (op) {
      case Unary.Relu _ -> graph.add(node, "Relu", x);
      case Unary.LeakyRelu(double slope) -> withAlpha("LeakyRelu", slope, x, node, graph);
      case Unary.Clip(double low, double high) -> clip(low, high, node, graph);
      case Unary.Elu(double alpha) -> withAlpha("Elu", alpha, x, node, graph);
      case Unary.Gelu _ -> gelu(x, node, graph);
      case Unary.Silu _ -> graph.add(node, "Mul", x, graph.add(node, "Sigmoid", x));
      case Unary.Mish _ -> {
        String inner = graph.add(node, "Tanh", graph.add(node, "Softplus", x));
        yield graph.add(node, "Mul", x, inner);
      }
      case Unary.Hardswish _ -> graph.add(node, "HardSwish", x);
      case Unary.Softplus _ -> graph.add(node, "Softplus", x);
      case Unary.Sigmoid _ -> graph.add(node, "Sigmoid", x);
      case Unary.Tanh _ -> graph.add(node, "Tanh", x);
      case Unary.Exp _ -> graph.add(node, "Exp", x);
      case Unary.Log _ -> graph.add(node, "Log", x);
      case Unary.Sqrt _ -> graph.add(node, "Sqrt", x);
      case Unary.Abs _ -> graph.add(node, "Abs", x);
      case Unary.Erf _ -> graph.add(node, "Erf", x);
      case Unary.Affine(double scale, double shift) -> affine(scale, shift, node, graph);
    };
  }

  private static String withAlpha(
      String operator, double alpha, String x, Node node, ExportedGraph graph) {
    OnnxNode named = OnnxNode.of(operator, List.of(x), "");
    return graph.add(node, named.with("alpha", OnnxAttribute.of(alpha)));
  }

  private static String clip(double low, double high, Node node, ExportedGraph graph) {
    String from = low == Double.NEGATIVE_INFINITY ? "" : graph.number(node, low);
    String to = high == Double.POSITIVE_INFINITY ? "" : graph.number(node, high);
    return graph.add(node, "Clip", graph.value(node.input(0)), from, to);
  }

  private static String gelu(String x, Node node, ExportedGraph graph) {
    String scaled = graph.add(node, "Mul", x, graph.number(node, 1 / Math.sqrt(2)));
    String error = graph.add(node, "Erf", scaled);
    String cumulative = graph.add(node, "Add", error, graph.number(node, 1));
    String product = graph.add(node, "Mul", x, cumulative);
    return graph.add(node, "Mul", product, graph.number(node, 0.5));
  }

  private static String affine(double scale, double shift, Node node, ExportedGraph graph) {
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

  static String binary(Binary op, Node node, ExportedGraph graph) {
    String a = graph.value(node.input(0));
    String b = graph.value(node.input(1));
    return switch (op) {
      case Binary.Add _ -> graph.add(node, "Add", a, b);
      case Binary.Sub _ -> graph.add(node, "Sub", a, b);
      case Binary.Mul _ -> graph.add(node, "Mul", a, b);
      case Binary.Div _ -> graph.add(node, "Div", a, b);
      case Binary.Pow _ -> graph.add(node, "Pow", a, b);
      case Binary.Maximum _ -> graph.add(node, "Max", a, b);
      case Binary.Minimum _ -> graph.add(node, "Min", a, b);
      case Binary.Greater _ -> number(graph.add(node, "Greater", a, b), node, graph);
      case Binary.Equal _ -> number(graph.add(node, "Equal", a, b), node, graph);
    };
  }

  static String select(Node node, ExportedGraph graph) {
    String condition = cast(graph.value(node.input(0)), BOOL, node, graph);
    return graph.add(
        node, "Where", condition, graph.value(node.input(1)), graph.value(node.input(2)));
  }

  /** A truth as 0 or 1, in the type of what was compared. */
  private static String number(String truth, Node node, ExportedGraph graph) {
    int type =
        switch (ExportedGraph.elementType(node.output().type().dtype())) {
          case F64 -> DOUBLE;
          case F32, F16, BF16, I64, I32, I16, I8, U8, BOOL -> FLOAT;
        };
    return cast(truth, type, node, graph);
  }

  static String cast(String value, int type, Node node, ExportedGraph graph) {
    OnnxNode cast = OnnxNode.of("Cast", List.of(value), "");
    return graph.add(node, cast.with("to", OnnxAttribute.of((long) type)));
  }
}
