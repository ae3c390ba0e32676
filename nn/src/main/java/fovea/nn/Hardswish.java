package fovea.nn;

import fovea.graph.Tensor;

/** {@code x * clip(x + 3, 0, 6) / 6} (Howard et al. 2019). */
public record Hardswish() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.hardswish();
  }
}
