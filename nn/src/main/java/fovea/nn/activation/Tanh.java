package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** Hyperbolic tangent. */
public record Tanh() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.tanh();
  }
}
