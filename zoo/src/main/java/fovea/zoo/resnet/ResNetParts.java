package fovea.zoo.resnet;

import fovea.nn.init.Init;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Sequential;
import fovea.zoo.catalog.Option;

/** What residual networks of all sizes are made of (He et al. 2015). */
final class ResNetParts {
  static final Option ZERO_INIT =
      Option.flag("zero_init_residual", false, "whether each block starts as the identity");

  private ResNetParts() {}

  /** A convolution that keeps the size but for its stride, before a batch norm. */
  static Conv2d conv(int in, int out, int kernel, int stride) {
    Conv2d conv = new Conv2d(in, out, kernel).stride(stride).padding(kernel / 2);
    return conv.noBias().init(Init.heNormalFanOut());
  }

  /** A shortcut that fits the shape (option B); nothing where it fits already. */
  static Sequential projection(int in, int out, int stride) {
    return in == out && stride == 1
        ? Sequential.of()
        : Sequential.of(conv(in, out, 1, stride), new BatchNorm2d(out));
  }
}
