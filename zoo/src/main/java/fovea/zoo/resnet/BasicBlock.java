package fovea.zoo.resnet;

import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.init.Init;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Sequential;
import fovea.nn.layer.StochasticDepth;

/**
 * Two convolutions 3×3 and a shortcut around them (He et al. 2015, fig. 5, left).
 *
 * @param dropped probability that training leaves the convolutions out
 */
record BasicBlock(
    Conv2d conv1,
    BatchNorm2d bn1,
    Conv2d conv2,
    BatchNorm2d bn2,
    Sequential downsample,
    double dropped)
    implements Layer {

  BasicBlock(int in, int width, int stride) {
    this(
        ResNetParts.conv(in, width, 3, stride),
        new BatchNorm2d(width),
        ResNetParts.conv(width, width, 3, 1),
        new BatchNorm2d(width),
        ResNetParts.projection(in, width, stride),
        0);
  }

  /** With another first value for the scale of the last norm. */
  BasicBlock lastNorm(Init scale) {
    return new BasicBlock(conv1, bn1, conv2, bn2.init(scale), downsample, dropped);
  }

  /** With another probability that training leaves the convolutions out. */
  BasicBlock dropped(double dropped) {
    return new BasicBlock(conv1, bn1, conv2, bn2, downsample, dropped);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x.apply(conv1).apply(bn1).relu().apply(conv2).apply(bn2);
    return new StochasticDepth(dropped).forward(y).add(x.apply(downsample)).relu();
  }
}
