package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** Joins all axes but the first: {@code [n, c, h, w]} becomes {@code [n, c * h * w]}. */
public record Flatten() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.flatten(1);
  }
}
