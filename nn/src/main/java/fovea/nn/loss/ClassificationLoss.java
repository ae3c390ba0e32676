package fovea.nn.loss;

import fovea.format.Codecs;
import fovea.graph.Tensor;

/**
 * A loss of logits against classes: {@link CrossEntropy}, {@link Focal}, or one of your own. The
 * methods with an argument give copies with other options.
 */
public interface ClassificationLoss {

  /**
   * The loss of a batch, a scalar.
   *
   * @param logits {@code [n, classes, …]}, what comes before softmax
   * @param targets class indices {@code [n, …]} of type i32, or probabilities of the logits' shape
   * @throws fovea.graph.type.FoveaException if the targets do not fit
   */
  Tensor loss(Tensor logits, Tensor targets);

  /**
   * The loss of a batch whose examples are mixed of two classes each (mixup, CutMix): every example
   * counts as one of its first class with the weight {@code shares}, and as one of its other class
   * with the rest. Class weights, smoothing and ignored labels do for each what they do otherwise.
   *
   * @param logits {@code [n, classes, …]}, what comes before softmax
   * @param labels first class indices {@code [n, …]} of type i32
   * @param others the other class indices {@code [n, …]} of type i32
   * @param shares of the first classes, from 0 to 1: {@code [n, …]}
   * @throws fovea.graph.type.FoveaException if the targets do not fit
   */
  Tensor mixed(Tensor logits, Tensor labels, Tensor others, Tensor shares);

  /** With a share of each target spread over all classes (Szegedy et al. 2016). */
  ClassificationLoss smoothing(double smoothing);

  /** With a weight for each class, as where some are rare. */
  ClassificationLoss weights(double... weights);

  /** Without what has one of these labels, such as 255 or -100. */
  ClassificationLoss ignore(int... labels);

  /** The codecs of such losses, by which files and command lines name them. */
  static Codecs<ClassificationLoss> codecs() {
    return ClassificationLossCodecs.ALL;
  }
}
