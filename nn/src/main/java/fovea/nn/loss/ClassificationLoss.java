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
