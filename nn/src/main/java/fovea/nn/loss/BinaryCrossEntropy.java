package fovea.nn.loss;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import java.util.List;

/**
 * Cross-entropy of sigmoid for each output by itself, PyTorch's {@code BCEWithLogitsLoss}: a yes or
 * no, or several labels at once.
 *
 * @param positiveWeights how much targets of 1 count against those of 0: one number, or one for
 *     each class; the same if empty
 */
public record BinaryCrossEntropy(List<Double> positiveWeights) {
  private static final String NAME = "binaryCrossEntropyWithLogits";

  /**
   * Checks the weights.
   *
   * @throws FoveaException if one is negative
   */
  public BinaryCrossEntropy {
    positiveWeights = ClassWeights.checked(positiveWeights);
  }

  /** Targets of 1 and of 0 count alike. */
  public BinaryCrossEntropy() {
    this(List.of());
  }

  /** With weights for targets of 1, as where they are rare: one, or one for each class. */
  public BinaryCrossEntropy positiveWeights(double... weights) {
    return new BinaryCrossEntropy(ClassWeights.of(weights));
  }

  /**
   * The mean over all elements, a scalar.
   *
   * @param logits of any shape, {@code [n, classes, …]} where classes have weights
   * @param targets from 0 to 1, of the logits' shape
   * @throws FoveaException if the targets are of another shape
   */
  public Tensor loss(Tensor logits, Tensor targets) {
    return each(logits, targets).mean();
  }

  /**
   * The mean over all elements of the loss times its weight.
   *
   * @param weights that broadcast to the logits' shape; 0 leaves elements out, which the mean
   *     counts nevertheless
   */
  public Tensor loss(Tensor logits, Tensor targets, Tensor weights) {
    Tensor each = each(logits, targets).mul(weights);
    if (!each.shape().equals(logits.shape())) {
      throw FoveaException.here(
          "%s: the output is %s, the weights are %s"
              .formatted(NAME, logits.shape(), weights.shape()),
          "give weights that broadcast to the output's shape");
    }
    return each.mean();
  }

  private Tensor each(Tensor logits, Tensor targets) {
    Tensor x = LossInputs.same(NAME, logits, targets);
    if (positiveWeights.isEmpty()) {
      return x.softplus().sub(x.mul(targets));
    }
    Tensor weight =
        positiveWeights.size() == 1
            ? ClassWeights.number(logits, positiveWeights.getFirst())
            : ClassWeights.along(logits, positiveWeights);
    // Minus the logarithms of both probabilities, neither of which underflows.
    Tensor yes = x.neg().softplus().mul(targets).mul(weight);
    Tensor no = x.softplus().mul(targets.neg().add(1));
    return yes.add(no);
  }
}
