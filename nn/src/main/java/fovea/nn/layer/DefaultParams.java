package fovea.nn.layer;

import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import fovea.nn.Param;
import fovea.nn.init.Init;

/** Parameters of convolutions and linear layers with PyTorch's initial values. */
final class DefaultParams {
  private DefaultParams() {}

  /** The kernels of a convolution, {@code [first, second, kh, kw]}. */
  static Param kernels(int first, int second, Window window) {
    Shape shape = Shape.of(first, second, window.kernel().h(), window.kernel().w());
    return Param.of(shape, Init.torchUniform());
  }

  /** {@code [out]} numbers between ± 1 / √fan-in, for kernels over {@code channels}. */
  static Param bias(int out, int channels, Window window) {
    double fanIn = Math.max(1, (double) channels * window.kernel().h() * window.kernel().w());
    return Param.of(Shape.of(out), Init.uniform(1 / Math.sqrt(fanIn)));
  }

  /** Kernels for other groups: {@code channels} and the first size are split into them. */
  static Param grouped(Param weight, int channels, int groups) {
    int first = weight.shape().dim(0);
    if (groups < 1 || channels % groups != 0 || first % groups != 0) {
      throw FoveaException.here(
          channels + " and " + first + " channels do not divide into " + groups + " groups",
          "use a number that divides both");
    }
    return weight.reshaped(weight.shape().with(1, channels / groups));
  }

  /** A new parameter like {@code old}, whose first size is the number of outputs, for others. */
  static Param outputs(Param old, int out) {
    if (out < 1) {
      throw FoveaException.here("a layer with " + out + " outputs", "use 1 or more");
    }
    return old.isNone() ? old : old.reshaped(old.shape().with(0, out));
  }
}
