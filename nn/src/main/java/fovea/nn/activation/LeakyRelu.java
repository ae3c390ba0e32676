package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** {@code x} above 0, else {@code slope * x}; the slope is 0.01 unless said otherwise. */
public record LeakyRelu(double slope) implements Layer {

  /** With slope 0.01. */
  public LeakyRelu() {
    this(0.01);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.leakyRelu(slope);
  }
}
