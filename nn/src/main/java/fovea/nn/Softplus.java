package fovea.nn;

import fovea.graph.Tensor;

/** {@code log(1 + exp(x))}. */
public record Softplus() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.softplus();
  }
}
