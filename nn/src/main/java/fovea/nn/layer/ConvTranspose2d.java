package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.graph.type.Window;
import fovea.nn.Layer;
import fovea.nn.Param;
import fovea.nn.init.Init;

/**
 * Transposed convolution of {@code [n, in, h, w]}, which enlarges a picture by its stride, with
 * {@code weight [in, out / groups, kh, kw]} and {@code bias [out]}. Stride 1, no padding, one
 * group, with bias unless said otherwise.
 *
 * @param window the window of the convolution that this one is the adjoint of
 * @param outputPadding rows and columns more at the end, to choose among the sizes that the
 *     convolution maps to one
 */
public record ConvTranspose2d(
    Param weight, Param bias, Window window, Window.Size outputPadding, int groups)
    implements Layer {

  /** A transposed convolution with square kernels. */
  public ConvTranspose2d(int in, int out, int kernel) {
    this(in, out, Window.of(kernel));
  }

  /** A transposed convolution with the geometry of {@code window}. */
  public ConvTranspose2d(int in, int out, Window window) {
    this(
        DefaultParams.kernels(in, out, window),
        DefaultParams.bias(out, out, window),
        window,
        new Window.Size(0, 0),
        1);
  }

  /** With another stride. */
  public ConvTranspose2d stride(int stride) {
    return new ConvTranspose2d(weight, bias, window.stride(stride), outputPadding, groups);
  }

  /** With {@code padding} rows and columns of the result cut off on all sides. */
  public ConvTranspose2d padding(int padding) {
    return new ConvTranspose2d(weight, bias, window.padding(padding), outputPadding, groups);
  }

  /** With {@code padding} rows and columns more at the end of the result. */
  public ConvTranspose2d outputPadding(int padding) {
    Window.Size more = new Window.Size(padding, padding);
    return new ConvTranspose2d(weight, bias, window, more, groups);
  }

  /** With gaps of {@code dilation - 1} between the elements of the kernels. */
  public ConvTranspose2d dilation(int dilation) {
    return new ConvTranspose2d(weight, bias, window.dilation(dilation), outputPadding, groups);
  }

  /** With channels in {@code groups} that do not see each other; has new parameters. */
  public ConvTranspose2d groups(int groups) {
    int out = weight.shape().dim(1) * this.groups;
    Param grouped = DefaultParams.grouped(weight, out, groups);
    Param shifted = bias.isNone() ? bias : DefaultParams.bias(out, out / groups, window);
    return new ConvTranspose2d(grouped, shifted, window, outputPadding, groups);
  }

  /** Without bias. */
  public ConvTranspose2d noBias() {
    return new ConvTranspose2d(weight, Param.none(), window, outputPadding, groups);
  }

  /** With new parameters: the weight follows {@code rule}, a bias starts at 0. */
  public ConvTranspose2d init(Init rule) {
    return new ConvTranspose2d(
        weight.init(rule), bias.init(Init.zeros()), window, outputPadding, groups);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x.convTranspose2d(weight.tensor(), window, outputPadding, groups);
    return bias.isNone() ? y : y.add(bias.tensor().reshape(1, -1, 1, 1));
  }
}
