package fovea.testkit;

import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.layer.Conv2d;

/** Scales each channel of each picture by what the whole picture says (Hu et al. 2018). */
public record SqueezeExcitation(Conv2d squeeze, Conv2d excite) implements Layer {
  /** A block for {@code channels}, which are squeezed to {@code hidden}. */
  public SqueezeExcitation(int channels, int hidden) {
    this(new Conv2d(channels, hidden, 1), new Conv2d(hidden, channels, 1));
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.mul(x.mean(Axes.of(2, 3).keep()).apply(squeeze).relu().apply(excite).sigmoid());
  }
}
