package fovea.keras.layer;

import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.keras.config.Config;
import fovea.keras.config.Feature;
import fovea.keras.config.Feature.Done;
import fovea.keras.config.Feature.Unpadded;
import fovea.keras.config.HeightWidth;
import fovea.keras.config.Margins;
import fovea.keras.mapping.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Convolutions: plain and grouped, of each channel by itself, separable, transposed. */
final class ConvolutionLayers {
  private static final String KERNEL = "kernel";
  private static final String DEPTHWISE = "depthwise_kernel";
  private static final String POINTWISE = "pointwise_kernel";
  private static final String BIAS = "bias";

  private ConvolutionLayers() {}

  /** Conv2D. */
  static Feature plain(LayerCall call) {
    Feature input = call.rawPicture();
    Config config = call.config();
    Roles arrays = arrays(call, KERNEL);
    int groups = config.whole("groups", 1);
    NamedArray kernel = kernel(call, arrays.the(KERNEL));
    if (groups < 1 || kernel.shape().get(2) * groups != input.channels()) {
      throw call.misfit(kernel, "[h, w, " + input.channels() + " / " + groups + ", out]");
    }
    String weight = call.weight(kernel, "weight", Layouts.convolution(kernel), Mapping.TRANSPOSED);
    int out = (int) (long) kernel.shape().get(3);
    KernelWindow window = new KernelWindow(size(kernel), config);
    Feature output = convolve(call, input, window, new Filter(weight, arrays, out, groups));
    return ActivationLayers.named(call, output);
  }

  /** DepthwiseConv2D. */
  static Feature depthwise(LayerCall call) {
    Feature input = call.rawPicture();
    Roles arrays = arrays(call, DEPTHWISE);
    Filter filter = depthwise(call, input, arrays, "weight");
    KernelWindow window = new KernelWindow(size(arrays.the(DEPTHWISE)), call.config());
    return ActivationLayers.named(call, convolve(call, input, window, filter));
  }

  /** SeparableConv2D: each channel by itself, then 1×1 over the channels. */
  static Feature separable(LayerCall call) {
    Feature input = call.rawPicture();
    Roles arrays = arrays(call, DEPTHWISE, POINTWISE);
    Filter first = depthwise(call, input, arrays.without(BIAS), "depthwise.weight");
    KernelWindow window = new KernelWindow(size(arrays.the(DEPTHWISE)), call.config());
    Feature filtered = convolve(call, input, window, first);
    NamedArray kernel = kernel(call, arrays.the(POINTWISE));
    if (!size(kernel).isOne() || kernel.shape().get(2) != filtered.channels()) {
      throw call.misfit(kernel, "[1, 1, " + filtered.channels() + ", out]");
    }
    String weight = call.weight(kernel, "weight", Layouts.convolution(kernel), Mapping.TRANSPOSED);
    Filter second = new Filter(weight, arrays, (int) (long) kernel.shape().get(3), 1);
    return ActivationLayers.named(
        call, convolve(call, filtered, KernelWindow.one(call.config()), second));
  }

  /** Conv2DTranspose. */
  static Feature transposed(LayerCall call) {
    Feature input = call.picture();
    Config config = call.config();
    Roles arrays = arrays(call, KERNEL);
    NamedArray kernel = kernel(call, arrays.the(KERNEL));
    if (kernel.shape().get(3) != input.channels() || config.find("output_padding").isPresent()) {
      throw call.misfit(kernel, "[h, w, out, " + input.channels() + "]");
    }
    int out = (int) (long) kernel.shape().get(2);
    KernelWindow window = new KernelWindow(size(kernel), config);
    HeightWidth step = window.stride();
    HeightWidth span = window.kernel().dilated(window.dilation());
    // What is missing to a multiple of the stride is cut at "same", or added at the end.
    int rows = span.height() - step.height();
    int columns = span.width() - step.width();
    boolean same = window.isSame();
    Margins cut =
        same
            ? new Margins(
                Math.max(rows, 0) / 2,
                Math.max(columns, 0) / 2,
                Math.max(rows, 0) - Math.max(rows, 0) / 2,
                Math.max(columns, 0) - Math.max(columns, 0) / 2)
            : Margins.NONE;
    String weight = call.weight(kernel, "weight", Layouts.convolution(kernel), Mapping.TRANSPOSED);
    List<String> inputs = new ArrayList<>(List.of(input.value(), weight));
    arrays.find(BIAS).ifPresent(bias -> inputs.add(call.vector(bias, BIAS, out)));
    OnnxNode node =
        OnnxNode.of("ConvTranspose", inputs, call.graph().name(call.path()))
            .with("kernel_shape", window.kernelShape())
            .with("strides", window.strides())
            .with("dilations", window.dilations())
            .with("pads", OnnxAttribute.of(cut.pads()))
            .with("output_padding", OnnxAttribute.of(Math.max(-rows, 0), Math.max(-columns, 0)));
    call.graph().add(node);
    HeightWidth larger =
        new HeightWidth(
            grown(input.size().height(), step.height(), same ? 0 : Math.max(rows, 0)),
            grown(input.size().width(), step.width(), same ? 0 : Math.max(columns, 0)));
    Feature output = input.value(node.outputs().getFirst()).channels(out).resized(larger);
    return ActivationLayers.named(call, output);
  }

  private static int grown(int size, int stride, int more) {
    return size == Feature.UNKNOWN ? size : Math.addExact(Math.multiplyExact(size, stride), more);
  }

  /**
   * What a convolution is made with.
   *
   * @param weight name in the graph
   * @param arrays of the file, with a bias or without
   * @param out channels
   */
  private record Filter(String weight, Roles arrays, int out, int groups) {}

  private static Filter depthwise(LayerCall call, Feature input, Roles arrays, String to) {
    NamedArray kernel = kernel(call, arrays.the(DEPTHWISE));
    if (kernel.shape().get(2) != input.channels()) {
      throw call.misfit(kernel, "[h, w, " + input.channels() + ", multiplier]");
    }
    String weight = call.weight(kernel, to, Layouts.depthwise(kernel), Mapping.TRANSPOSED);
    int out = Math.toIntExact(kernel.shape().get(2) * kernel.shape().get(3));
    return new Filter(weight, arrays, out, input.channels());
  }

  private static Feature convolve(LayerCall call, Feature raw, KernelWindow window, Filter filter) {
    // Zeros that a layer before has added are this node's padding, unless it pads itself.
    Margins before = raw.state() instanceof Unpadded(Margins margins) ? margins : Margins.NONE;
    boolean absorbs = !window.isSame() && !before.isNone();
    Feature input = absorbs ? raw.state(new Done()) : call.graph().settled(raw);
    List<String> inputs = new ArrayList<>(List.of(input.value(), filter.weight));
    filter.arrays.find(BIAS).ifPresent(b -> inputs.add(call.vector(b, BIAS, filter.out)));
    OnnxNode node =
        OnnxNode.of("Conv", inputs, call.result())
            .with("kernel_shape", window.kernelShape())
            .with("strides", window.strides())
            .with("dilations", window.dilations())
            .with("group", OnnxAttribute.of((long) filter.groups));
    call.graph().add(window.padded(node, input.size(), before));
    return input
        .value(node.outputs().getFirst())
        .channels(filter.out)
        .resized(window.over(input.size()));
  }

  private static Roles arrays(LayerCall call, String... kernels) {
    List<String> roles = new ArrayList<>(List.of(kernels));
    if (call.config().flag("use_bias", true)) {
      roles.add(BIAS);
    }
    return call.arrays(roles);
  }

  private static NamedArray kernel(LayerCall call, NamedArray kernel) {
    if (kernel.shape().size() != 4) {
      throw call.misfit(kernel, "[h, w, in, out]");
    }
    return kernel;
  }

  private static HeightWidth size(NamedArray kernel) {
    return new HeightWidth((int) (long) kernel.shape().get(0), (int) (long) kernel.shape().get(1));
  }
}
