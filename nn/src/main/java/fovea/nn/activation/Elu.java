package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** {@code x} above 0, else {@code alpha * (exp(x) - 1)} (Clevert et al. 2016). */
public record Elu(double alpha) implements Layer {

  /** With alpha 1. */
  public Elu() {
    this(1);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.elu(alpha);
  }
}
