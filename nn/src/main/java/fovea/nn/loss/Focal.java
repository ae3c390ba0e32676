package fovea.nn.loss;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import java.util.Arrays;
import java.util.List;

/**
 * Focal loss of softmax (Lin et al. 2017): cross-entropy in which a row counts by {@code (1 - p)^γ}
 * with the probability p of its class, so that what is classified correctly already matters less.
 * Where a target is spread over classes, each of them counts so.
 *
 * @param gamma γ, 0 or more: cross-entropy at 0
 * @param smoothing share of each target that is spread over all classes (Szegedy et al. 2016)
 * @param weights α, how much each class counts; all the same if empty
 * @param ignored labels that do not count
 */
public record Focal(double gamma, double smoothing, List<Double> weights, List<Integer> ignored)
    implements ClassificationLoss {
  private static final String NAME = "focal";

  /** Nearest to 0 of what a power is taken of: its derivative may be infinite at 0. */
  private static final double TINY = 1e-30;

  /**
   * Checks the options.
   *
   * @throws FoveaException if γ or a weight is negative, or the smoothing is not from 0 to 1
   */
  public Focal {
    checkGamma(NAME, gamma);
    CrossEntropy.checkSmoothing(NAME, smoothing);
    weights = ClassWeights.checked(weights);
    ignored = List.copyOf(ignored);
  }

  /** All classes alike, no smoothing, no label ignored. */
  public Focal(double gamma) {
    this(gamma, 0, List.of(), List.of());
  }

  /** With a share of each target spread over all classes. */
  @Override
  public Focal smoothing(double smoothing) {
    return new Focal(gamma, smoothing, weights, ignored);
  }

  /** With a weight for each class. */
  @Override
  public Focal weights(double... weights) {
    return new Focal(gamma, smoothing, ClassWeights.of(weights), ignored);
  }

  /** Without what has one of these labels, such as 255 or -100. */
  @Override
  public Focal ignore(int... labels) {
    return new Focal(gamma, smoothing, weights, Arrays.stream(labels).boxed().toList());
  }

  /**
   * The sum over all rows divided by their number, ignored ones left out; a scalar.
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
    Tensor all = Tensor.full(logits.type().with(targets.shape()), 1);
    return sums(each(logits), targets, all).mean();
  }

  @Override
  public Tensor mixed(Tensor logits, Tensor labels, Tensor others, Tensor shares) {
    LossInputs.classes(NAME, logits, labels);
    LossInputs.classes(NAME, logits, others);
    Tensor each = each(logits);
    Tensor own = shares.cast(logits.type().dtype());
    return sums(each, labels, own).add(sums(each, others, own.neg().add(1))).mean();
  }

  /** The sums of rows that count as much as {@code share} says, where they are not ignored. */
  private WeightedSums sums(Tensor each, Tensor labels, Tensor share) {
    ClassTargets targets = ClassTargets.of(each, labels, ignored);
    Tensor kept = ignored.isEmpty() ? share : share.mul(targets.kept());
    Tensor loss = targets.chosen(each);
    if (smoothing > 0) {
      double spread = smoothing / each.shape().dim(1);
      loss = loss.mul(1 - smoothing).add(each.sum(1).mul(spread));
    }
    return new WeightedSums(loss.mul(kept).sum().neg(), kept.sum());
  }

  private Tensor ofProbabilities(Tensor logits, Tensor targets) {
    LossInputs.same(NAME, logits, targets);
    int classes = LossInputs.classes(NAME, logits);
    CrossEntropy.requireNoneIgnored(NAME, ignored);
    Tensor smooth = smoothing == 0 ? targets : targets.mul(1 - smoothing).add(smoothing / classes);
    Tensor sum = smooth.mul(each(logits)).sum();
    return sum.mul(-(double) classes / logits.shape().elements());
  }

  /** Minus the loss of each class if it were the target. */
  private Tensor each(Tensor logits) {
    Tensor log = logits.logSoftmax(1);
    Tensor loss = power(log.exp().neg().add(1), gamma).mul(log);
    return weights.isEmpty() ? loss : loss.mul(ClassWeights.along(loss, weights));
  }

  static Tensor power(Tensor x, double gamma) {
    return x.maximum(TINY).pow(gamma);
  }

  static void checkGamma(String loss, double gamma) {
    if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
      throw FoveaException.here(loss + ": gamma " + gamma, "use 0 or more, 2 as a rule");
    }
  }
}
