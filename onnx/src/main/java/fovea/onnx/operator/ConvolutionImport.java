package fovea.onnx.operator;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import java.util.Arrays;
import java.util.Map;

/** Convolutions of pictures and signals, and their transposes. */
final class ConvolutionImport {
  static final Map<String, Operator> OPERATORS =
      Map.of(
          "Conv", Operator.of(ConvolutionImport::convolution),
          "ConvTranspose", Operator.of(ConvolutionImport::transposed));

  private ConvolutionImport() {}

  private static TracedValue convolution(NodeCall call) {
    Tensor x = call.single(0);
    Tensor weight = call.single(1);
    sameRank(x, weight);
    Window window = WindowAttributes.convolving(call, x.shape(), weight.shape());
    Tensor picture = WindowAttributes.picture(x);
    Tensor kernels = WindowAttributes.picture(weight);
    int groups = HostArithmetic.small(call.node().whole("group", 1));
    Tensor y =
        call.has(2)
            ? picture.conv2d(kernels, call.single(2), window, groups)
            : picture.conv2d(kernels, window, groups);
    return TracedValue.of(WindowAttributes.like(x, y));
  }

  private static TracedValue transposed(NodeCall call) {
    Tensor x = call.single(0);
    Tensor weight = call.single(1);
    sameRank(x, weight);
    int groups = HostArithmetic.small(call.node().whole("group", 1));
    Window bare = WindowAttributes.transposing(call, x.shape(), weight.shape());
    Tensor picture = WindowAttributes.picture(x);
    Window.Size more = pair(call.node().wholes("output_padding", 0, 0), 0);
    Window window = bare;
    if (call.node().has("output_shape") || !automatic(call).equals("NOTSET")) {
      Window.Size target = target(call, picture.shape(), bare);
      Window.Size excess = excess(picture.shape(), bare.padding(Window.Padding.NONE), more, target);
      window = bare.padding(split(excess, automatic(call).equals("SAME_UPPER")));
      more =
          new Window.Size(more.h() + Math.max(0, -excess.h()), more.w() + Math.max(0, -excess.w()));
    }
    Tensor y = picture.convTranspose2d(WindowAttributes.picture(weight), window, more, groups);
    Tensor shifted = call.has(2) ? y.add(Shaping.perChannel(call.single(2), 4)) : y;
    return TracedValue.of(WindowAttributes.like(x, shifted));
  }

  private static String automatic(NodeCall call) {
    return call.node().text("auto_pad", "NOTSET");
  }

  /** The size that is asked for, or that follows from equal padding. */
  private static Window.Size target(NodeCall call, Shape x, Window window) {
    Window.Size strides = window.stride();
    long[] asked = call.node().wholes("output_shape");
    if (asked.length == 0) {
      return automatic(call).equals("VALID")
          ? natural(x, window)
          : new Window.Size(x.dim(2) * strides.h(), x.dim(3) * strides.w());
    }
    // Some files repeat batch and channels.
    return pair(Arrays.copyOfRange(asked, asked.length > 2 ? 2 : 0, asked.length), 1);
  }

  private static Window.Size natural(Shape x, Window window) {
    return excess(x, window, new Window.Size(0, 0), new Window.Size(0, 0));
  }

  /** By how much the result without padding is larger than {@code target}. */
  private static Window.Size excess(Shape x, Window window, Window.Size more, Window.Size target) {
    int height =
        (x.dim(2) - 1) * window.stride().h()
            + window.dilation().h() * (window.kernel().h() - 1)
            + 1;
    int width =
        (x.dim(3) - 1) * window.stride().w()
            + window.dilation().w() * (window.kernel().w() - 1)
            + 1;
    return new Window.Size(height + more.h() - target.h(), width + more.w() - target.w());
  }

  private static Window.Padding split(Window.Size excess, boolean moreAfter) {
    int height = Math.max(0, excess.h());
    int width = Math.max(0, excess.w());
    int top = moreAfter ? height / 2 : height - height / 2;
    int left = moreAfter ? width / 2 : width - width / 2;
    return new Window.Padding(top, left, height - top, width - left);
  }

  private static Window.Size pair(long[] values, int least) {
    if (values.length < 1 || values.length > 2) {
      throw FoveaException.here(
          "expected two sizes, found " + Arrays.toString(values), "get or export the model again");
    }
    long[] both = values.length == 1 ? new long[] {least, values[0]} : values;
    int[] sizes = WindowAttributes.sizes(both, least);
    return new Window.Size(sizes[0], sizes[1]);
  }

  private static void sameRank(Tensor x, Tensor weight) {
    if (x.shape().rank() != weight.shape().rank()) {
      throw FoveaException.here(
          "an input of shape " + x.shape() + " does not fit a weight of shape " + weight.shape(),
          "add the batch axis, or get the model again");
    }
  }
}
