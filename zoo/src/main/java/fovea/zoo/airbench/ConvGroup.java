package fovea.zoo.airbench;

import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.init.DiracInit;
import fovea.nn.init.Init;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;

/**
 * Two convolutions 3×3 that start as the identity on the channels that come in, each with a batch
 * norm without scale and GELU; the first one is pooled to half the size.
 */
record ConvGroup(Conv2d conv1, BatchNorm2d norm1, Conv2d conv2, BatchNorm2d norm2)
    implements Layer {

  ConvGroup(int in, int out) {
    this(conv(in, out), norm(out), conv(out, out), norm(out));
  }

  private static Conv2d conv(int in, int out) {
    return new Conv2d(in, out, 3)
        .padding(1)
        .noBias()
        .init(new DiracInit().rest(Init.torchUniform()));
  }

  /** Follows the statistics quickly, since there are few steps. */
  private static BatchNorm2d norm(int channels) {
    return new BatchNorm2d(channels).momentum(0.4).noScale();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor half = x.apply(conv1).maxPool(2).apply(norm1).gelu();
    return half.apply(conv2).apply(norm2).gelu();
  }
}
