package fovea.train.optim;

import fovea.graph.Tensor;
import fovea.train.internal.SettingChecks;

/**
 * Penalties on the size of weights over any optimizer: their gradients are added to those of the
 * loss, {@code l1 * sign(w) + l2 * w}. L1 makes weights zero (Tibshirani 1996), L2 makes them
 * small; both at once are the elastic net (Zou &amp; Hastie 2005). Biases and the parameters of
 * normalization layers are spared; the multiple of the weight decay of a {@link ParameterGroup}
 * holds here, too. {@link AdamW}, {@link Lion} and {@link Muon} decay weights apart from the
 * gradient, which is not the same as L2.
 *
 * @param optimizer what changes the weights
 * @param l1 strength of the sum of absolute values
 * @param l2 strength of half the sum of squares
 */
public record WeightPenalty(Optimizer optimizer, double l1, double l2) implements Optimizer {

  /**
   * Checks the strengths.
   *
   * @throws fovea.graph.type.FoveaException if one is negative or not finite
   */
  public WeightPenalty {
    SettingChecks.atLeast("L1 penalty", l1, 0);
    SettingChecks.atLeast("L2 penalty", l2, 0);
  }

  /** An L1 penalty. */
  public static WeightPenalty l1(Optimizer optimizer, double strength) {
    return new WeightPenalty(optimizer, strength, 0);
  }

  /** An L2 penalty. */
  public static WeightPenalty l2(Optimizer optimizer, double strength) {
    return new WeightPenalty(optimizer, 0, strength);
  }

  @Override
  public double rate() {
    return optimizer.rate();
  }

  @Override
  public WeightDecay weightDecay() {
    return optimizer.weightDecay();
  }

  @Override
  public Tensor update(Trainable p, Step step) {
    Tensor gradient = p.gradient();
    if (p.penalty(l1) > 0) {
      gradient = gradient.add(p.value().sign().mul(p.penalty(l1)));
    }
    if (p.penalty(l2) > 0) {
      gradient = gradient.add(p.value().mul(p.penalty(l2)));
    }
    return optimizer.update(p.gradient(gradient), step);
  }
}
