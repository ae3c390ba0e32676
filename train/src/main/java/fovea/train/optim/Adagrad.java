package fovea.train.optim;

import fovea.graph.Tensor;
import fovea.graph.op.Update;
import fovea.train.internal.SettingChecks;
import java.util.List;

/**
 * Adagrad (Duchi et al. 2011).
 *
 * @param rate learning rate
 * @param epsilon keeps the division finite, 1e-10
 * @param weightDecay none by default
 */
public record Adagrad(double rate, double epsilon, WeightDecay weightDecay) implements Optimizer {

  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public Adagrad {
    SettingChecks.positive("learning rate", rate);
    SettingChecks.atLeast("epsilon", epsilon, 0);
  }

  /** PyTorch's defaults. */
  public Adagrad(double rate) {
    this(rate, 1e-10, WeightDecay.none());
  }

  /** With another learning rate. */
  public Adagrad rate(double rate) {
    return new Adagrad(rate, epsilon, weightDecay);
  }

  /** With another epsilon. */
  public Adagrad epsilon(double epsilon) {
    return new Adagrad(rate, epsilon, weightDecay);
  }

  /** With another weight decay. */
  public Adagrad weightDecay(WeightDecay decay) {
    return new Adagrad(rate, epsilon, decay);
  }

  /** With weight decay, except on biases and normalization parameters. */
  public Adagrad weightDecay(double strength) {
    return weightDecay(WeightDecay.of(strength));
  }

  @Override
  public Tensor update(Trainable p, Step step) {
    return p.fused(new Update.Adagrad(epsilon, p.weightDecay()), List.of("squares"), step);
  }
}
