package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** {@code x * clamp(x + 3, 0, 6) / 6} (Howard et al. 2019). */
public record Hardswish() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.hardswish();
  }
}
