package fovea.nn;

import fovea.graph.Tensor;

/** {@code x} times the normal distribution function of x, exact (Hendrycks &amp; Gimpel 2016). */
public record Gelu() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.gelu();
  }
}
