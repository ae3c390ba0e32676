package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** {@code log(1 + exp(x))}. */
public record Softplus() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.softplus();
  }
}
