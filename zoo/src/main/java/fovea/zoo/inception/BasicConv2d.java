package fovea.zoo.inception;

import fovea.graph.Tensor;
import fovea.graph.type.Window;
import fovea.nn.Layer;
import fovea.nn.init.Init;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;

/** Convolution, batch norm and ReLU: what Inception networks are built of. */
record BasicConv2d(Conv2d conv, BatchNorm2d bn) implements Layer {

  /** A convolution without padding that gives {@code out} channels. */
  BasicConv2d(int in, int out, int kernel) {
    this(new Conv2d(in, out, kernel).noBias(), norm(out));
  }

  /** A convolution of stride 1 that keeps the size of the picture. */
  static BasicConv2d keeping(int in, int out, int height, int width) {
    Window window = Window.of(height, width).padding(height / 2, width / 2);
    return new BasicConv2d(new Conv2d(in, out, window).noBias(), norm(out));
  }

  /** With another stride. */
  BasicConv2d stride(int stride) {
    return new BasicConv2d(conv.stride(stride), bn);
  }

  /** With new parameters. */
  BasicConv2d init(Init rule) {
    return new BasicConv2d(conv.init(rule), bn);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.apply(conv).apply(bn).relu();
  }

  private static BatchNorm2d norm(int channels) {
    return new BatchNorm2d(channels).epsilon(1e-3);
  }
}
