package fovea.keras;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;

/**
 * A kernel that moves over a picture.
 *
 * @param kernel its size
 * @param stride from one place to the next
 * @param dilation from one of its elements to the next
 * @param isSame whether TensorFlow's "same" padding is wanted, else none
 */
record Window(Size kernel, Size stride, Size dilation, boolean isSame) {
  private static final Size ONE = new Size(1, 1);

  /** A window with the settings of a convolution. */
  Window(Size kernel, Config config) {
    this(kernel, config.size("strides", ONE), config.size("dilation_rate", ONE), isSame(config));
    checked(config);
  }

  /** A window with the settings of a pool, whose steps are its size unless it says otherwise. */
  static Window pool(Config config) {
    Size size = config.size("pool_size", new Size(2, 2));
    Window window = new Window(size, config.size("strides", size), ONE, isSame(config));
    window.checked(config);
    return window;
  }

  /** One pixel after the other. */
  static Window one(Config config) {
    Window window = new Window(ONE, ONE, ONE, false);
    window.checked(config);
    return window;
  }

  private void checked(Config config) {
    int least = Math.min(least(kernel), Math.min(least(stride), least(dilation)));
    if (least < 1) {
      throw config.unsupported("a kernel or a stride of 0");
    }
  }

  private static int least(Size size) {
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
  OnnxNode padded(OnnxNode node, Size picture, Margins before) {
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
  Size over(Size picture) {
    Size span = kernel.dilated(dilation);
    return new Size(
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
