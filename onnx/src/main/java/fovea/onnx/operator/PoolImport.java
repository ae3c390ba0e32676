package fovea.onnx.operator;

import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.graph.op.Move;
import fovea.graph.op.Pool;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reductions of sliding windows, and of whole pictures. */
final class PoolImport {
  static final Map<String, Operator> OPERATORS =
      Map.of(
          "MaxPool", PoolImport::max,
          "AveragePool", Operator.of(PoolImport::average),
          "LpPool", Operator.of(PoolImport::power),
          "GlobalAveragePool", Operator.of(PoolImport::globalAverage),
          "GlobalMaxPool", Operator.of(call -> TracedValue.of(globalMax(call.real(0)))),
          "GlobalLpPool", Operator.of(PoolImport::globalPower));

  private PoolImport() {}

  private static List<TracedValue> max(NodeCall call) {
    Tensor x = call.real(0);
    Tensor picture = WindowAttributes.picture(x);
    Pool.Pooling pooling = pooling(call, x);
    boolean usual = usual(pooling);
    Pool.Pooling over = usual ? pooling : unpadded(pooling);
    Tensor read = usual ? picture : padded(picture, pooling, Double.NEGATIVE_INFINITY);
    Tensor y = read.maxPool(over);
    TracedValue largest = TracedValue.of(WindowAttributes.like(x, y));
    if (!call.asksFor(1)) {
      return List.of(largest);
    }
    Tensor indices = indices(picture.shape(), call.node().whole("storage_order", 0) != 0);
    Tensor all = usual ? indices : padded(indices, pooling, 0);
    Tensor found = Tensor.of(new Pool.MaxPick(over, y.shape()), all, y.node().output(1));
    return List.of(largest, TracedValue.of(WindowAttributes.like(x, found.cast(DType.I32))));
  }

  /**
   * The number of each pixel among all of a batch of shape {@code x}, picture by picture; in a
   * picture by rows, or by columns. In double precision all are exact.
   */
  private static Tensor indices(Shape x, boolean byColumns) {
    int height = x.dim(2);
    int width = x.dim(3);
    // All of them, as whole numbers of 32 bits.
    int pixels = Math.toIntExact(x.elements()) / (x.dim(0) * x.dim(1));
    TracedValue.Known within =
        HostArithmetic.fill(
            DType.F64,
            Shape.of(1, 1, height, width),
            i -> byColumns ? i % width * height + i / width : i);
    TracedValue.Known before =
        HostArithmetic.fill(
            DType.F64, Shape.of(x.dim(0), x.dim(1), 1, 1), i -> (double) i * pixels);
    return before.tensor().add(within.tensor());
  }

  private static TracedValue average(NodeCall call) {
    Tensor x = call.real(0);
    boolean count = call.node().whole("count_include_pad", 0) != 0;
    return TracedValue.of(
        WindowAttributes.like(x, average(WindowAttributes.picture(x), pooling(call, x), count)));
  }

  private static Tensor average(Tensor x, Pool.Pooling pooling, boolean count) {
    if (usual(pooling)) {
      return x.averagePool(pooling, count);
    }
    Tensor mean = padded(x, pooling, 0).averagePool(unpadded(pooling), false);
    if (count) {
      return mean;
    }
    Tensor ones = Tensor.full(TensorType.f32(1, 1, x.shape().dim(2), x.shape().dim(3)), 1);
    return mean.div(padded(ones, pooling, 0).averagePool(unpadded(pooling), false));
  }

  /** {@code (sum |x|^p)^(1/p)}; padding adds nothing. */
  private static TracedValue power(NodeCall call) {
    Tensor x = call.real(0);
    double p = exponent(call);
    Pool.Pooling pooling = pooling(call, x);
    Window.Size kernel = pooling.window().kernel();
    Tensor powers = WindowAttributes.picture(x).abs().pow(p);
    Tensor means = padded(powers, pooling, 0).averagePool(unpadded(pooling), true);
    Tensor sums = means.mul((double) kernel.h() * kernel.w());
    return TracedValue.of(WindowAttributes.like(x, sums.pow(1 / p)));
  }

  private static TracedValue globalAverage(NodeCall call) {
    Tensor x = call.real(0);
    return TracedValue.of(
        x.shape().rank() == 4
            ? x.adaptiveAveragePool(1, 1)
            : x.mean(Axes.of(spatial(x.shape())).keep()));
  }

  private static Tensor globalMax(Tensor x) {
    return x.max(Axes.of(spatial(x.shape())).keep());
  }

  private static TracedValue globalPower(NodeCall call) {
    Tensor x = call.real(0);
    double p = exponent(call);
    Tensor sums = x.abs().pow(p).sum(Axes.of(spatial(x.shape())).keep());
    return TracedValue.of(sums.pow(1 / p));
  }

  /** Before version 2 it was no whole number. */
  private static double exponent(NodeCall call) {
    return call.version() < 2 ? call.node().real("p", 2) : call.node().whole("p", 2);
  }

  private static int[] spatial(Shape x) {
    if (x.rank() < 3) {
      throw FoveaException.here(
          "a pooling over all positions of " + x + ", which has none", "give it pictures");
    }
    return IntStream.range(2, x.rank()).toArray();
  }

  private static Pool.Pooling pooling(NodeCall call, Tensor x) {
    return new Pool.Pooling(
        WindowAttributes.pooling(call, x.shape()), call.node().whole("ceil_mode", 0) != 0);
  }

  /** Whether the engine's op takes it: padding of up to half of the window. */
  private static boolean usual(Pool.Pooling pooling) {
    Window.Padding p = pooling.window().padding();
    Window.Size kernel = pooling.window().kernel();
    return 2 * Math.max(p.top(), p.bottom()) <= kernel.h()
        && 2 * Math.max(p.left(), p.right()) <= kernel.w();
  }

  private static Tensor padded(Tensor x, Pool.Pooling pooling, double value) {
    Window.Padding p = pooling.window().padding();
    Tensor rows = Tensor.of(new Move.Pad(2, p.top(), p.bottom(), value), x);
    return Tensor.of(new Move.Pad(3, p.left(), p.right(), value), rows);
  }

  private static Pool.Pooling unpadded(Pool.Pooling pooling) {
    return new Pool.Pooling(pooling.window().padding(Window.Padding.NONE), pooling.ceil());
  }
}
