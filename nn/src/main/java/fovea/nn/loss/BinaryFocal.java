package fovea.nn.loss;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;

/**
 * Focal loss of sigmoid (Lin et al. 2017), torchvision's {@code sigmoid_focal_loss}: binary
 * cross-entropy in which an element counts by {@code (1 - p)^γ} with the probability p of its
 * target.
 *
 * @param gamma γ, 0 or more: binary cross-entropy at 0
 * @param positive how much targets of 1 count
 * @param negative how much targets of 0 count
 */
public record BinaryFocal(double gamma, double positive, double negative) {
  private static final String NAME = "binaryFocal";

  /**
   * Checks the options.
   *
   * @throws FoveaException if one is negative
   */
  public BinaryFocal {
    Focal.checkGamma(NAME, gamma);
    ClassWeights.of(positive, negative);
  }

  /** Targets of 1 and of 0 count alike. */
  public BinaryFocal(double gamma) {
    this(gamma, 1, 1);
  }

  /** With a share {@code alpha} for targets of 1 and the rest for those of 0; 0.25 as a rule. */
  public BinaryFocal alpha(double alpha) {
    return new BinaryFocal(gamma, alpha, 1 - alpha);
  }

  /**
   * The mean over all elements, a scalar.
   *
   * @param logits of any shape
   * @param targets 0 or 1, of the logits' shape
   * @throws FoveaException if the targets are of another shape
   */
  public Tensor loss(Tensor logits, Tensor targets) {
    Tensor x = LossInputs.same(NAME, logits, targets);
    Tensor no = targets.neg().add(1);
    Tensor entropy =
        x.neg().softplus().mul(targets).mul(positive).add(x.softplus().mul(no).mul(negative));
    Tensor missed = x.neg().sigmoid().mul(targets).add(x.sigmoid().mul(no));
    return Focal.power(missed, gamma).mul(entropy).mean();
  }
}
