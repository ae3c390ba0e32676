package fovea.train;

import fovea.graph.Tensor;
import fovea.nn.Losses;

/** What training makes small: a scalar, the mean over the pictures of a batch. */
@FunctionalInterface
public interface Criterion {

  /**
   * The loss of a batch, as nodes of the graph.
   *
   * @param output of the model, most often logits {@code [n, classes]}
   * @param labels {@code [n]} class indices of type {@code i32}
   */
  Tensor loss(Tensor output, Tensor labels);

  /** Cross-entropy of softmax against classes. */
  static Criterion crossEntropy() {
    return Losses::crossEntropy;
  }

  /** Cross-entropy with a share {@code smoothing} of each target spread over all classes. */
  static Criterion crossEntropy(double smoothing) {
    return (output, labels) -> Losses.crossEntropy(output, labels, smoothing);
  }
}
