package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** Mean of each channel of {@code [n, c, h, w]}, as {@code [n, c]} (Lin et al. 2014). */
public record GlobalAvgPool() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.adaptiveAveragePool(1, 1).flatten(1);
  }
}
