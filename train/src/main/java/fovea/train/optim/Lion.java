package fovea.train.optim;

import fovea.graph.Tensor;
import fovea.train.internal.SettingChecks;

/**
 * Lion (Chen et al. 2023): steps of one size in the direction of the sign of a momentum. Its rate
 * is three to ten times smaller than that of {@link AdamW}, its weight decay as many times larger.
 *
 * @param rate learning rate
 * @param beta1 share of the momentum in the direction, 0.9
 * @param beta2 share of the momentum that survives a step, 0.99
 * @param weightDecay apart from the gradient, none by default
 */
public record Lion(double rate, double beta1, double beta2, WeightDecay weightDecay)
    implements Optimizer {

  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public Lion {
    SettingChecks.positive("learning rate", rate);
    SettingChecks.fraction("first beta", beta1);
    SettingChecks.fraction("second beta", beta2);
  }

  /** The published defaults. */
  public Lion(double rate) {
    this(rate, 0.9, 0.99, WeightDecay.none());
  }

  /** With another learning rate. */
  public Lion rate(double rate) {
    return new Lion(rate, beta1, beta2, weightDecay);
  }

  /** With other shares of the momentum. */
  public Lion betas(double beta1, double beta2) {
    return new Lion(rate, beta1, beta2, weightDecay);
  }

  /** With another weight decay. */
  public Lion weightDecay(WeightDecay decay) {
    return new Lion(rate, beta1, beta2, decay);
  }

  /** With weight decay, except on biases and normalization parameters. */
  public Lion weightDecay(double strength) {
    return weightDecay(WeightDecay.of(strength));
  }

  @Override
  public Tensor update(Trainable p, Step step) {
    Tensor momentum = p.slot("momentum");
    Tensor direction = momentum.mul(beta1).add(p.gradient().mul(1 - beta1)).sign();
    p.assign("momentum", momentum.mul(beta2).add(p.gradient().mul(1 - beta2)));
    return p.decayed(step).sub(direction.mul(step.rate()));
  }
}
