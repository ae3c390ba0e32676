package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

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
