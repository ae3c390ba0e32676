package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Window;
import fovea.nn.Layer;
import fovea.nn.Param;
import fovea.nn.init.Init;

/**
 * 2-D convolution of {@code [n, in, h, w]} (cross-correlation, as everywhere in this field) with
 * {@code weight [out, in / groups, kh, kw]} and {@code bias [out]}. Stride 1, no padding, one
 * group, with bias unless said otherwise; a {@link Window} gives sizes per axis and padding per
 * side.
 */
public record Conv2d(Param weight, Param bias, Window window, boolean same, int groups)
    implements Layer {

  /** A convolution with square kernels. */
  public Conv2d(int in, int out, int kernel) {
    this(in, out, Window.of(kernel));
  }

  /** A convolution with the kernel size, strides, padding and dilation of {@code window}. */
  public Conv2d(int in, int out, Window window) {
    this(
        DefaultParams.kernels(out, in, window),
        DefaultParams.bias(out, in, window),
        window,
        false,
        1);
  }

  /** With another stride. */
  public Conv2d stride(int stride) {
    return new Conv2d(weight, bias, window.stride(stride), same, groups);
  }

  /** With {@code padding} zeros on all sides. */
  public Conv2d padding(int padding) {
    return new Conv2d(weight, bias, window.padding(padding), false, groups);
  }

  /** With as many zeros as give {@code ceil(size / stride)} outputs; odd ones at the end. */
  public Conv2d samePadding() {
    return new Conv2d(weight, bias, window, true, groups);
  }

  /** With gaps of {@code dilation - 1} between the elements of the kernels. */
  public Conv2d dilation(int dilation) {
    return new Conv2d(weight, bias, window.dilation(dilation), same, groups);
  }

  /** With channels in {@code groups} that do not see each other; has new parameters. */
  public Conv2d groups(int groups) {
    int out = weight.shape().dim(0);
    Param grouped = DefaultParams.grouped(weight, weight.shape().dim(1) * this.groups, groups);
    Param shifted = bias.isNone() ? bias : DefaultParams.bias(out, grouped.shape().dim(1), window);
    return new Conv2d(grouped, shifted, window, same, groups);
  }

  /**
   * For another number of outputs; has new parameters with the same rules for their initial values.
   *
   * @throws FoveaException if the number is not positive, or the groups do not divide it
   */
  public Conv2d outputs(int out) {
    Param kernels = DefaultParams.outputs(weight, out);
    Param divided = DefaultParams.grouped(kernels, kernels.shape().dim(1) * groups, groups);
    return new Conv2d(divided, DefaultParams.outputs(bias, out), window, same, groups);
  }

  /** Without bias: a batch norm that follows would remove it. */
  public Conv2d noBias() {
    return new Conv2d(weight, Param.none(), window, same, groups);
  }

  /** With new parameters: the weight follows {@code rule}, a bias starts at 0. */
  public Conv2d init(Init rule) {
    return new Conv2d(weight.init(rule), bias.init(Init.zeros()), window, same, groups);
  }

  /** With a new bias that follows {@code rule}. */
  public Conv2d biasInit(Init rule) {
    return new Conv2d(weight, bias.init(rule), window, same, groups);
  }

  @Override
  public Tensor forward(Tensor x) {
    boolean pads = same && x.shape().rank() == 4; // else the op says what is missing
    Window over = pads ? window.same(x.shape().dim(2), x.shape().dim(3)) : window;
    return bias.isNone()
        ? x.conv2d(weight.tensor(), over, groups)
        : x.conv2d(weight.tensor(), bias.tensor(), over, groups);
  }
}
