package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** Largest of each {@code pieces} neighboring channels (Goodfellow et al. 2013). */
public record Maxout(int pieces) implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.maxout(pieces);
  }
}
