package fovea.nn.loss;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import java.util.List;

/**
 * Focal loss of softmax (Lin et al. 2017): cross-entropy in which a row counts by {@code (1 - p)^γ}
 * with the probability p of its class, so that what is classified correctly already matters less.
 *
 * @param gamma γ, 0 or more: cross-entropy at 0
 * @param weights α, how much each class counts; all the same if empty
 */
public record Focal(double gamma, List<Double> weights) {
  private static final String NAME = "focal";

  /** Nearest to 0 of what a power is taken of: its derivative may be infinite at 0. */
  private static final double TINY = 1e-30;

  /**
   * Checks the options.
   *
   * @throws FoveaException if γ or a weight is negative
   */
  public Focal {
    checkGamma(NAME, gamma);
    weights = ClassWeights.checked(weights);
  }

  /** All classes count alike. */
  public Focal(double gamma) {
    this(gamma, List.of());
  }

  /** With a weight for each class. */
  public Focal weights(double... weights) {
    return new Focal(gamma, ClassWeights.of(weights));
  }

  /**
   * The sum over all rows divided by their number, a scalar.
   *
   * @param logits {@code [n, classes, …]}, what comes before softmax
   * @param labels class indices {@code [n, …]} of type i32
   * @throws FoveaException if the labels do not fit
   */
  public Tensor loss(Tensor logits, Tensor labels) {
    int classes = LossInputs.classes(NAME, logits, labels);
    Tensor target = labels.oneHot(classes, 1).cast(logits.type().dtype());
    Tensor log = CrossEntropy.chosen(target, logits.logSoftmax(1));
    Tensor loss = power(log.exp().neg().add(1), gamma).mul(log);
    Tensor weighted =
        weights.isEmpty() ? loss : loss.mul(target.mul(ClassWeights.along(target, weights)).sum(1));
    return weighted.mean().neg();
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
