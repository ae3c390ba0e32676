package fovea.nn.loss;

import fovea.graph.Tensor;
import fovea.graph.op.Loss;
import fovea.graph.type.FoveaException;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-entropy of softmax, PyTorch's {@code CrossEntropyLoss}: the mean of {@code -log p[class]},
 * in which each row counts with the weight of its class.
 *
 * @param smoothing share of each target that is spread over all classes (Szegedy et al. 2016)
 * @param weights how much each class counts; all the same if empty
 * @param ignored labels that do not count
 */
public record CrossEntropy(double smoothing, List<Double> weights, List<Integer> ignored)
    implements ClassificationLoss {
  private static final String NAME = "crossEntropy";

  /**
   * Checks the options.
   *
   * @throws FoveaException if the smoothing is not from 0 to 1, or a weight is negative
   */
  public CrossEntropy {
    checkSmoothing(NAME, smoothing);
    weights = ClassWeights.checked(weights);
    ignored = List.copyOf(ignored);
  }

  /** All classes alike, no smoothing, no label ignored. */
  public CrossEntropy() {
    this(0, List.of(), List.of());
  }

  /** With a share of each target spread over all classes. */
  @Override
  public CrossEntropy smoothing(double smoothing) {
    return new CrossEntropy(smoothing, weights, ignored);
  }

  /** With a weight for each class. */
  @Override
  public CrossEntropy weights(double... weights) {
    return new CrossEntropy(smoothing, ClassWeights.of(weights), ignored);
  }

  /** Without what has one of these labels, such as 255 or -100. */
  @Override
  public CrossEntropy ignore(int... labels) {
    return new CrossEntropy(smoothing, weights, Arrays.stream(labels).boxed().toList());
  }

  static void checkSmoothing(String loss, double smoothing) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw FoveaException.here(
          loss + ": label smoothing " + smoothing, "use 0 or more and less than 1");
    }
  }

  /**
   * The loss of a batch, a scalar. With class indices it is the sum over all rows divided by the
   * sum of the weights of their classes, ignored ones left out; 0 if nothing is left. With
   * probabilities it is the sum over all rows divided by their number.
   *
   * @param logits {@code [n, classes, …]}, what comes before softmax
   * @param targets class indices {@code [n, …]} of type i32, or probabilities of the logits' shape
   * @throws FoveaException if the targets do not fit
   */
  @Override
  public Tensor loss(Tensor logits, Tensor targets) {
    if (targets.type().dtype().floating() && targets.shape().rank() == logits.shape().rank()) {
      return ofProbabilities(logits, targets);
    }
    LossInputs.classes(NAME, logits, targets);
    return logits.shape().rank() == 2 && weights.isEmpty() && ignored.isEmpty()
        ? Tensor.of(new Loss.CrossEntropy(smoothing), logits, targets)
        : ofLabels(logits, targets);
  }

  @Override
  public Tensor mixed(Tensor logits, Tensor labels, Tensor others, Tensor shares) {
    LossInputs.classes(NAME, logits, labels);
    LossInputs.classes(NAME, logits, others);
    Tensor logs = logits.logSoftmax(1);
    Tensor own = shares.cast(logits.type().dtype());
    return sums(logs, labels, own).add(sums(logs, others, own.neg().add(1))).mean();
  }

  private Tensor ofLabels(Tensor logits, Tensor labels) {
    Tensor all = Tensor.full(logits.type().with(labels.shape()), 1);
    return sums(logits.logSoftmax(1), labels, all).mean();
  }

  /** The sums of rows that count as much as {@code share} says, where they are not ignored. */
  private WeightedSums sums(Tensor logs, Tensor labels, Tensor share) {
    ClassTargets targets = ClassTargets.of(logs, labels, ignored);
    Tensor kept = ignored.isEmpty() ? share : share.mul(targets.kept());
    Tensor weight = weights.isEmpty() ? kept : weighed(targets.oneHot()).sum(1).mul(kept);
    Tensor sum = targets.chosen(logs).mul(weight).sum().mul(smoothing - 1);
    if (smoothing > 0) {
      Tensor all = (weights.isEmpty() ? logs : weighed(logs)).sum(1);
      sum = sum.sub(all.mul(kept).sum().mul(smoothing / logs.shape().dim(1)));
    }
    return new WeightedSums(sum, weight.sum());
  }

  /** The number at each row's class. What is at the others may be infinite. */
  static Tensor chosen(Tensor target, Tensor numbers) {
    return Tensor.where(target, numbers, Tensor.full(numbers.type(), 0)).sum(1);
  }

  private Tensor ofProbabilities(Tensor logits, Tensor targets) {
    LossInputs.same(NAME, logits, targets);
    int classes = LossInputs.classes(NAME, logits);
    requireNoneIgnored(NAME, ignored);
    Tensor smooth = smoothing == 0 ? targets : targets.mul(1 - smoothing).add(smoothing / classes);
    Tensor logs = logits.logSoftmax(1);
    Tensor weighted = smooth.mul(weights.isEmpty() ? logs : weighed(logs));
    return weighted.sum().mul(-(double) classes / logits.shape().elements());
  }

  static void requireNoneIgnored(String loss, List<Integer> ignored) {
    if (!ignored.isEmpty()) {
      throw FoveaException.here(
          loss + ": labels are to be ignored, and the targets are probabilities",
          "make the probabilities of what is to be ignored 0, or pass class indices");
    }
  }

  private Tensor weighed(Tensor x) {
    return x.mul(ClassWeights.along(x, weights));
  }
}
