package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** {@code x * sigmoid(x)}, also called swish. */
public record Silu() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.silu();
  }
}
