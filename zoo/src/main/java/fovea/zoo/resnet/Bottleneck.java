package fovea.zoo.resnet;

import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.init.Init;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Sequential;
import fovea.nn.layer.StochasticDepth;

/**
 * A 3×3 convolution between two 1×1, and a shortcut around them (He et al. 2015, fig. 5, right).
 *
 * @param dropped probability that training leaves the convolutions out
 */
record Bottleneck(
    Conv2d conv1,
    BatchNorm2d bn1,
    Conv2d conv2,
    BatchNorm2d bn2,
    Conv2d conv3,
    BatchNorm2d bn3,
    Sequential downsample,
    double dropped)
    implements Layer {

  /** From {@code in} channels to four times {@code width}, around {@code conv2}. */
  Bottleneck(int in, int width, Conv2d conv2) {
    int inner = conv2.weight().shape().dim(0);
    this(
        ResNetParts.conv(in, inner, 1, 1),
        new BatchNorm2d(inner),
        conv2,
        new BatchNorm2d(inner),
        ResNetParts.conv(inner, 4 * width, 1, 1),
        new BatchNorm2d(4 * width),
        ResNetParts.projection(in, 4 * width, conv2.window().stride().h()),
        0);
  }

  /** With the stride in the first convolution, as in the paper. */
  Bottleneck strideFirst() {
    int stride = conv2.window().stride().h();
    return new Bottleneck(
        conv1.stride(stride), bn1, conv2.stride(1), bn2, conv3, bn3, downsample, dropped);
  }

  /** With another first value for the scale of the last norm. */
  Bottleneck lastNorm(Init scale) {
    return new Bottleneck(conv1, bn1, conv2, bn2, conv3, bn3.init(scale), downsample, dropped);
  }

  /** With another probability that training leaves the convolutions out. */
  Bottleneck dropped(double dropped) {
    return new Bottleneck(conv1, bn1, conv2, bn2, conv3, bn3, downsample, dropped);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x.apply(conv1).apply(bn1).relu().apply(conv2).apply(bn2).relu();
    Tensor z = y.apply(conv3).apply(bn3);
    return new StochasticDepth(dropped).forward(z).add(x.apply(downsample)).relu();
  }
}
