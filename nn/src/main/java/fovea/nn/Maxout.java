package fovea.nn;

import fovea.graph.Tensor;

/** Largest of each {@code pieces} neighboring channels (Goodfellow et al. 2013). */
public record Maxout(int pieces) implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.maxout(pieces);
  }
}
