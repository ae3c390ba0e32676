package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** Logistic function {@code 1 / (1 + exp(-x))}. */
public record Sigmoid() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.sigmoid();
  }
}
