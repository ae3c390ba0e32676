package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** {@code max(x, 0)} (Nair &amp; Hinton 2010). */
public record Relu() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.relu();
  }
}
