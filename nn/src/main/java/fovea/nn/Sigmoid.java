package fovea.nn;

import fovea.graph.Tensor;

/** Logistic function {@code 1 / (1 + exp(-x))}. */
public record Sigmoid() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.sigmoid();
  }
}
