package fovea.nn;

import fovea.graph.Tensor;

/** {@code max(x, 0)} (Nair &amp; Hinton 2010). */
public record Relu() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.relu();
  }
}
