package fovea.zoo.resnet;

import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;

/**
 * Two convolutions 3×3 without a shortcut around them: what residual networks are compared with (He
 * et al. 2015, section 3.3).
 */
record PlainBlock(Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2) implements Layer {

  PlainBlock(int in, int width, int stride) {
    this(
        ResNetParts.conv(in, width, 3, stride),
        new BatchNorm2d(width),
        ResNetParts.conv(width, width, 3, 1),
        new BatchNorm2d(width));
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.apply(conv1).apply(bn1).relu().apply(conv2).apply(bn2).relu();
  }
}
