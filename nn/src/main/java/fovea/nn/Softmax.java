package fovea.nn;

import fovea.graph.Tensor;

/**
 * Probabilities along {@code axis}, the last one unless said otherwise. Losses take what comes
 * before it.
 */
public record Softmax(int axis) implements Layer {

  /** Along the last axis. */
  public Softmax() {
    this(-1);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.softmax(axis);
  }
}
