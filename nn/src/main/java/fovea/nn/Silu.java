package fovea.nn;

import fovea.graph.Tensor;

/** {@code x * sigmoid(x)}, also called swish. */
public record Silu() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.silu();
  }
}
