package fovea.nn.loss;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;

/**
 * Loss functions: scalars, means over the batch as PyTorch defines them. Those with more options
 * have a type of their own: {@link CrossEntropy}, {@link BinaryCrossEntropy}, {@link Focal}, {@link
 * BinaryFocal}. All are as exact for large logits as for small ones.
 */
public final class Losses {
  private Losses() {}

  // ---- of classes

  /**
   * Cross-entropy of softmax.
   *
   * @param logits {@code [n, classes, …]}, what comes before softmax
   * @param targets class indices {@code [n, …]} of type i32, or probabilities of the logits' shape
   */
  public static Tensor crossEntropy(Tensor logits, Tensor targets) {
    return new CrossEntropy().loss(logits, targets);
  }

  /** Cross-entropy with a share {@code smoothing} of each target spread over all classes. */
  public static Tensor crossEntropy(Tensor logits, Tensor targets, double smoothing) {
    return new CrossEntropy().smoothing(smoothing).loss(logits, targets);
  }

  /** Binary cross-entropy of sigmoid against targets between 0 and 1, of the logits' shape. */
  public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor targets) {
    return new BinaryCrossEntropy().loss(logits, targets);
  }

  /** Focal loss of softmax against class indices (Lin et al. 2017); {@code gamma} is often 2. */
  public static Tensor focal(Tensor logits, Tensor labels, double gamma) {
    return new Focal(gamma).loss(logits, labels);
  }

  /** Focal loss of sigmoid against targets 0 or 1 of the logits' shape (Lin et al. 2017). */
  public static Tensor binaryFocal(Tensor logits, Tensor targets, double gamma) {
    return new BinaryFocal(gamma).loss(logits, targets);
  }

  /** Hinge loss {@code max(0, 1 - target * score)} of targets -1 or 1, of the scores' shape. */
  public static Tensor hinge(Tensor scores, Tensor targets) {
    Tensor exact = LossInputs.same("hinge", scores, targets);
    return exact.mul(targets).neg().add(1).relu().mean();
  }

  /**
   * Hinge loss of several classes, PyTorch's {@code multi_margin_loss}: the mean over all rows and
   * classes of {@code max(0, margin - score[label] + score[class])}, where 0 stands for the label
   * itself.
   *
   * @param scores {@code [n, classes, …]}
   * @param labels class indices {@code [n, …]} of type i32
   * @param margin by which the label's score should be the largest, 1 as a rule
   */
  public static Tensor multiMargin(Tensor scores, Tensor labels, double margin) {
    int classes = LossInputs.classes("multiMargin", scores, labels);
    Tensor target = labels.oneHot(classes, 1).cast(scores.type().dtype());
    Tensor exact = LossInputs.exact(scores);
    Tensor own = CrossEntropy.chosen(target, exact).unsqueeze(1);
    return exact.sub(own).add(margin).relu().mul(target.neg().add(1)).mean();
  }

  /**
   * Kullback-Leibler divergence: the sum of {@code target * (log(target) - output)} over all
   * elements, divided by the size of the batch, which is PyTorch's {@code batchmean}.
   *
   * @param logProbabilities {@code [n, …]}, as {@link Tensor#logSoftmax} gives them
   * @param targets probabilities of the same shape
   */
  public static Tensor klDivergence(Tensor logProbabilities, Tensor targets) {
    Tensor exact = LossInputs.same("klDivergence", logProbabilities, targets);
    if (targets.shape().rank() == 0) {
      throw FoveaException.here("klDivergence of a single number", "pass a batch [n, …]");
    }
    // The smallest normal float for 0, whose logarithm counts 0 times.
    Tensor logs = targets.maximum(Float.MIN_NORMAL).log();
    Tensor sum = targets.mul(logs.sub(exact)).sum();
    return sum.mul(1.0 / targets.shape().dim(0));
  }

  // ---- of numbers

  /** Mean squared difference from targets of the predictions' shape. */
  public static Tensor meanSquaredError(Tensor predictions, Tensor targets) {
    Tensor difference = LossInputs.same("meanSquaredError", predictions, targets).sub(targets);
    return difference.mul(difference).mean();
  }

  /** Mean absolute difference from targets of the predictions' shape. */
  public static Tensor l1(Tensor predictions, Tensor targets) {
    return LossInputs.same("l1", predictions, targets).sub(targets).abs().mean();
  }

  /**
   * Huber's loss (1964): the mean of {@code d²/2} for differences d up to {@code delta}, and of
   * {@code delta * (|d| - delta/2)} for larger ones.
   */
  public static Tensor huber(Tensor predictions, Tensor targets, double delta) {
    return huber("huber", predictions, targets, delta);
  }

  /**
   * Smooth L1 loss (Girshick 2015): {@link #huber} divided by its limit, 1 as a rule, so that it is
   * {@link #l1} but for small differences.
   */
  public static Tensor smoothL1(Tensor predictions, Tensor targets, double beta) {
    return huber("smoothL1", predictions, targets, beta).mul(1 / beta);
  }

  private static Tensor huber(String name, Tensor predictions, Tensor targets, double limit) {
    if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
      throw FoveaException.here(name + " with a limit of " + limit, "use a number above 0");
    }
    Tensor distance = LossInputs.same(name, predictions, targets).sub(targets).abs();
    Tensor near = distance.minimum(limit);
    return near.mul(distance.sub(near.mul(0.5))).mean();
  }
}
