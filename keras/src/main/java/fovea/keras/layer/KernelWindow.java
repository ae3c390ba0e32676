package fovea.keras.layer;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.keras.config.Config;
import fovea.keras.config.Feature;
import fovea.keras.config.HeightWidth;
import fovea.keras.config.Margins;

/**
 * A kernel that moves over a picture.
 *
 * @param kernel its size
 * @param stride from one place to the next
 * @param dilation from one of its elements to the next
 * @param isSame whether TensorFlow's "same" padding is wanted, else none
 */
record KernelWindow(HeightWidth kernel, HeightWidth stride, HeightWidth dilation, boolean isSame) {
  private static final HeightWidth ONE = new HeightWidth(1, 1);

  /** A window with the settings of a convolution. */
  KernelWindow(HeightWidth kernel, Config config) {
    this(kernel, config.size("strides", ONE), config.size("dilation_rate", ONE), isSame(config));
    checked(config);
  }

  /** A window with the settings of a pool, whose steps are its size unless it says otherwise. */
  static KernelWindow pool(Config config) {
    HeightWidth size = config.size("pool_size", new HeightWidth(2, 2));
    KernelWindow window = new KernelWindow(size, config.size("strides", size), ONE, isSame(config));
    window.checked(config);
    return window;
  }

  /** One pixel after the other. */
  static KernelWindow one(Config config) {
    KernelWindow window = new KernelWindow(ONE, ONE, ONE, false);
    window.checked(config);
    return window;
  }

  private void checked(Config config) {
    int least = Math.min(least(kernel), Math.min(least(stride), least(dilation)));
    if (least < 1) {
      throw config.unsupported("a kernel or a stride of 0");
    }
  }

  private static int least(HeightWidth size) {
    return Math.min(size.height(), size.width());
  }

  private static boolean isSame(Config config) {
    return switch (config.text("padding", "valid")) {
      case "same" -> true;
      case "valid" -> false;
      case String other -> throw config.unsupported("padding " + other);
    };
  }

  /** Adds the padding to a node, after {@code before}; of a picture of unknown size, the rule. */
  OnnxNode padded(OnnxNode node, HeightWidth picture, Margins before) {
    if (!isSame) {
      return node.with("pads", OnnxAttribute.of(before.pads()));
    }
    boolean known = picture.height() != Feature.UNKNOWN && picture.width() != Feature.UNKNOWN;
    if (known || stride.isOne()) {
      Margins margins = Margins.same(picture, kernel.dilated(dilation), stride);
      return node.with("pads", OnnxAttribute.of(margins.pads()));
    }
    return node.with("auto_pad", OnnxAttribute.of("SAME_UPPER"));
  }

  /** Size of the result for a picture of that size. */
  HeightWidth over(HeightWidth picture) {
    HeightWidth span = kernel.dilated(dilation);
    return new HeightWidth(
        over(picture.height(), span.height(), stride.height()),
        over(picture.width(), span.width(), stride.width()));
  }

  private int over(int size, int span, int step) {
    if (size == Feature.UNKNOWN) {
      return size;
    }
    return isSame ? Math.ceilDiv(size, step) : Math.max(0, (size - span) / step + 1);
  }

  OnnxAttribute kernelShape() {
    return OnnxAttribute.of(kernel.height(), (long) kernel.width());
  }

  OnnxAttribute strides() {
    return OnnxAttribute.of(stride.height(), (long) stride.width());
  }

  OnnxAttribute dilations() {
    return OnnxAttribute.of(dilation.height(), (long) dilation.width());
  }
}
