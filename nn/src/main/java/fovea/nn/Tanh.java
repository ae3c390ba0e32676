package fovea.nn;

import fovea.graph.Tensor;

/** Hyperbolic tangent. */
public record Tanh() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.tanh();
  }
}
