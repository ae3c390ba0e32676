package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** {@code x} times the normal distribution function of x, exact (Hendrycks &amp; Gimpel 2016). */
public record Gelu() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.gelu();
  }
}
