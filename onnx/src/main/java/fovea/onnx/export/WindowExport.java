package fovea.onnx.export;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.graph.Node;
import fovea.graph.op.Conv;
import fovea.graph.op.Pool;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import fovea.onnx.operator.HostArithmetic;
import java.util.List;
import java.util.Locale;

/** Exports sliding windows. */
final class WindowExport {
  private WindowExport() {}

  static String convolution(Window window, int groups, Node node, ExportedGraph graph) {
    OnnxNode conv = graph.applied(node, "Conv");
    return graph.add(node, grouped(over(conv, window), groups));
  }

  static String transposed(Conv.InputGrad op, Node node, ExportedGraph graph) {
    OnnxNode conv = grouped(over(graph.applied(node, "ConvTranspose"), op.window()), op.groups());
    long[] more = more(op.window(), node.input(0).shape(), op.input());
    return graph.add(node, conv.with("output_padding", OnnxAttribute.of(more)));
  }

  /** Rows and columns that the result of a transposed convolution has beyond the least. */
  private static long[] more(Window window, Shape x, Shape result) {
    Window.Padding p = window.padding();
    long height =
        (x.dim(2) - 1L) * window.stride().h()
            + window.dilation().h() * (window.kernel().h() - 1L)
            + 1
            - p.top()
            - p.bottom();
    long width =
        (x.dim(3) - 1L) * window.stride().w()
            + window.dilation().w() * (window.kernel().w() - 1L)
            + 1
            - p.left()
            - p.right();
    return new long[] {result.dim(2) - height, result.dim(3) - width};
  }

  static String maximum(Pool.Pooling pooling, Node node, ExportedGraph graph) {
    OnnxNode maximum = over(graph.applied(node, "MaxPool"), pooling.window());
    return graph.add(node, ceil(maximum, pooling));
  }

  static String average(Pool.Pooling pooling, boolean count, Node node, ExportedGraph graph) {
    Window window = pooling.window();
    if (!window.dilation().equals(new Window.Size(1, 1))) {
      throw FoveaException.at(
          node.path(),
          String.format(
              Locale.ROOT,
              "operator set %d has no average of windows with gaps",
              ExportedGraph.VERSION),
          "use a dilation of 1");
    }
    OnnxNode average = withoutDilation(graph.applied(node, "AveragePool"), window);
    return graph.add(
        node, ceil(average, pooling).with("count_include_pad", OnnxAttribute.of(count ? 1L : 0L)));
  }

  /** Whole parts are windows; others are means of rows and of columns, which are products. */
  static String adaptive(int height, int width, Node node, ExportedGraph graph) {
    Shape x = node.input(0).shape();
    if (height == 1 && width == 1) {
      return graph.apply(node, "GlobalAveragePool");
    }
    if (x.dim(2) % height == 0 && x.dim(3) % width == 0) {
      Window parts = Window.of(x.dim(2) / height, x.dim(3) / width);
      Window apart = parts.stride(x.dim(2) / height, x.dim(3) / width);
      return average(new Pool.Pooling(apart, false), false, node, graph);
    }
    String rows = alongLast(graph.value(node.input(0)), x, width, node, graph);
    Shape transposed = Shape.of(x.dim(0), x.dim(1), width, x.dim(2));
    String columns = alongLast(swapped(rows, node, graph), transposed, height, node, graph);
    return swapped(columns, node, graph);
  }

  /** Means of nearly equal parts of the last axis of {@code x}, which has {@code shape}. */
  private static String alongLast(
      String x, Shape shape, int parts, Node node, ExportedGraph graph) {
    int size = shape.dim(3);
    String rows = graph.add(node, "Reshape", x, graph.wholes(node, -1, size));
    String weights = graph.constant(node, means(parts, size));
    OnnxNode product = OnnxNode.of("Gemm", List.of(rows, weights), "");
    String means = graph.add(node, product.with("transB", OnnxAttribute.of(1L)));
    String back = graph.wholes(node, -1, shape.dim(1), shape.dim(2), parts);
    return graph.add(node, "Reshape", means, back);
  }

  private static String swapped(String x, Node node, ExportedGraph graph) {
    OnnxNode transpose = OnnxNode.of("Transpose", List.of(x), "");
    return graph.add(node, transpose.with("perm", OnnxAttribute.of(0L, 1, 3, 2)));
  }

  /** The matrix {@code [parts, size]} that makes means of nearly equal parts. */
  private static HostBuffer means(int parts, int size) {
    double[] weights = new double[parts * size];
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) part * size / parts);
      int to = (int) (((part + 1L) * size + parts - 1) / parts);
      for (int i = from; i < to; i++) {
        weights[part * size + i] = 1.0 / (to - from);
      }
    }
    return HostArithmetic.of(DType.F32, Shape.of(parts, size), weights).data();
  }

  private static OnnxNode over(OnnxNode node, Window window) {
    return withoutDilation(node, window)
        .with("dilations", OnnxAttribute.of((long) window.dilation().h(), window.dilation().w()));
  }

  private static OnnxNode withoutDilation(OnnxNode node, Window window) {
    Window.Padding p = window.padding();
    return node.with(
            "kernel_shape", OnnxAttribute.of((long) window.kernel().h(), window.kernel().w()))
        .with("strides", OnnxAttribute.of((long) window.stride().h(), window.stride().w()))
        .with("pads", OnnxAttribute.of((long) p.top(), p.left(), p.bottom(), p.right()));
  }

  private static OnnxNode grouped(OnnxNode node, int groups) {
    return node.with("group", OnnxAttribute.of((long) groups));
  }

  private static OnnxNode ceil(OnnxNode node, Pool.Pooling pooling) {
    return node.with("ceil_mode", OnnxAttribute.of(pooling.ceil() ? 1L : 0L));
  }
}
