package fovea.nn;

import fovea.graph.Tensor;

/** What training makes small: scalars, means over the batch. */
public final class Losses {
  private Losses() {}

  /**
   * Cross-entropy of softmax against classes.
   *
   * @param logits {@code [n, classes]}, what comes before softmax
   * @param labels {@code [n]} class indices, i32
   */
  public static Tensor crossEntropy(Tensor logits, Tensor labels) {
    return logits.crossEntropy(labels);
  }

  /** Cross-entropy with a share {@code smoothing} of each target spread over all classes. */
  public static Tensor crossEntropy(Tensor logits, Tensor labels, double smoothing) {
    return logits.crossEntropy(labels, smoothing);
  }

  /** Binary cross-entropy of sigmoid against targets between 0 and 1, of the logits' shape. */
  public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor targets) {
    return logits.binaryCrossEntropyWithLogits(targets);
  }

  /** Squared difference. */
  public static Tensor meanSquaredError(Tensor predictions, Tensor targets) {
    return predictions.meanSquaredError(targets);
  }
}
