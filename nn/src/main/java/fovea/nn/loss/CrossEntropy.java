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
public record CrossEntropy(double smoothing, List<Double> weights, List<Integer> ignored) {
  private static final String NAME = "crossEntropy";

  /**
   * Checks the options.
   *
   * @throws FoveaException if the smoothing is not from 0 to 1, or a weight is negative
   */
  public CrossEntropy {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw FoveaException.here(
          NAME + ": label smoothing " + smoothing, "use 0 or more and less than 1");
    }
    weights = ClassWeights.checked(weights);
    ignored = List.copyOf(ignored);
  }

  /** All classes alike, no smoothing, no label ignored. */
  public CrossEntropy() {
    this(0, List.of(), List.of());
  }

  /** With a share of each target spread over all classes. */
  public CrossEntropy smoothing(double smoothing) {
    return new CrossEntropy(smoothing, weights, ignored);
  }

  /** With a weight for each class. */
  public CrossEntropy weights(double... weights) {
    return new CrossEntropy(smoothing, ClassWeights.of(weights), ignored);
  }

  /**
   * With weights that make all classes count the same, however many examples they have: {@code
   * examples / (classes · count)}, and 0 for a class without any.
   *
   * @param counts number of examples of each class
   * @throws FoveaException if one is negative, or there is no example
   */
  public CrossEntropy balanced(int... counts) {
    return new CrossEntropy(smoothing, ClassWeights.balanced(counts), ignored);
  }

  /** Without what has one of these labels, such as 255 or -100. */
  public CrossEntropy ignore(int... labels) {
    return new CrossEntropy(smoothing, weights, Arrays.stream(labels).boxed().toList());
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
  public Tensor loss(Tensor logits, Tensor targets) {
    if (targets.type().dtype().floating() && targets.shape().rank() == logits.shape().rank()) {
      return ofProbabilities(logits, targets);
    }
    LossInputs.classes(NAME, logits, targets);
    return logits.shape().rank() == 2 && weights.isEmpty() && ignored.isEmpty()
        ? Tensor.of(new Loss.CrossEntropy(smoothing), logits, targets)
        : ofLabels(logits, targets);
  }

  /**
   * The loss of a batch whose examples are mixed of two classes each (mixup, CutMix): every example
   * counts as one of its first class with the weight {@code shares}, and as one of its other class
   * with the rest. Class weights, smoothing and ignored labels do for each what they do otherwise.
   *
   * @param logits {@code [n, classes, …]}, what comes before softmax
   * @param labels first class indices {@code [n, …]} of type i32
   * @param others the other class indices {@code [n, …]} of type i32
   * @param shares of the first classes, from 0 to 1: {@code [n, …]}
   * @throws FoveaException if the targets do not fit
   */
  public Tensor mixed(Tensor logits, Tensor labels, Tensor others, Tensor shares) {
    LossInputs.classes(NAME, logits, labels);
    LossInputs.classes(NAME, logits, others);
    Tensor logs = logits.logSoftmax(1);
    Tensor own = shares.cast(logits.type().dtype());
    Sums first = sums(logs, labels, own);
    Sums second = sums(logs, others, own.neg().add(1));
    return new Sums(first.loss().add(second.loss()), first.weight().add(second.weight())).mean();
  }

  private Tensor ofLabels(Tensor logits, Tensor labels) {
    Tensor all = Tensor.full(logits.type().with(labels.shape()), 1);
    return sums(logits.logSoftmax(1), labels, all).mean();
  }

  /** Sums over all rows: of the weighted losses, and of the weights. */
  private record Sums(Tensor loss, Tensor weight) {
    Tensor mean() {
      return loss.div(weight.add(weight.equal(0)));
    }
  }

  /** The sums of rows that count as much as {@code share} says, where they are not ignored. */
  private Sums sums(Tensor logs, Tensor labels, Tensor share) {
    int classes = logs.shape().dim(1);
    Tensor counted = labels;
    Tensor kept = share;
    for (int label : ignored) {
      Tensor found = labels.equal(Tensor.full(labels.type(), label));
      counted = Tensor.where(found, Tensor.full(labels.type(), 0), counted);
      kept = kept.mul(found.cast(logs.type().dtype()).neg().add(1));
    }
    Tensor target = counted.oneHot(classes, 1).cast(logs.type().dtype());
    Tensor weight = weights.isEmpty() ? kept : weighed(target).sum(1).mul(kept);
    Tensor sum = chosen(target, logs).mul(weight).sum().mul(smoothing - 1);
    if (smoothing > 0) {
      Tensor all = (weights.isEmpty() ? logs : weighed(logs)).sum(1);
      sum = sum.sub(all.mul(kept).sum().mul(smoothing / classes));
    }
    return new Sums(sum, weight.sum());
  }

  /** The number at each row's class. What is at the others may be infinite. */
  static Tensor chosen(Tensor target, Tensor numbers) {
    return Tensor.where(target, numbers, Tensor.full(numbers.type(), 0)).sum(1);
  }

  private Tensor ofProbabilities(Tensor logits, Tensor targets) {
    LossInputs.same(NAME, logits, targets);
    int classes = LossInputs.classes(NAME, logits);
    if (!ignored.isEmpty()) {
      throw FoveaException.here(
          NAME + ": labels are to be ignored, and the targets are probabilities",
          "make the probabilities of what is to be ignored 0, or pass class indices");
    }
    Tensor smooth = smoothing == 0 ? targets : targets.mul(1 - smoothing).add(smoothing / classes);
    Tensor logs = logits.logSoftmax(1);
    Tensor weighted = smooth.mul(weights.isEmpty() ? logs : weighed(logs));
    return weighted.sum().mul(-(double) classes / logits.shape().elements());
  }

  private Tensor weighed(Tensor x) {
    return x.mul(ClassWeights.along(x, weights));
  }
}
