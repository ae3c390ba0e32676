package fovea.train.optim;

import fovea.graph.Tensor;
import fovea.graph.op.Update;
import fovea.train.internal.SettingChecks;
import java.util.List;

/**
 * RMSprop (Hinton 2012), not centered.
 *
 * @param rate learning rate
 * @param alpha how much of the mean square survives a step, 0.99
 * @param momentum share of the last step that is kept, 0
 * @param epsilon keeps the division finite, 1e-8
 * @param weightDecay none by default
 */
public record RmsProp(
    double rate, double alpha, double momentum, double epsilon, WeightDecay weightDecay)
    implements Optimizer {

  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public RmsProp {
    SettingChecks.positive("learning rate", rate);
    SettingChecks.fraction("alpha", alpha);
    SettingChecks.fraction("momentum", momentum);
    SettingChecks.atLeast("epsilon", epsilon, 0);
  }

  /** PyTorch's defaults. */
  public RmsProp(double rate) {
    this(rate, 0.99, 0, 1e-8, WeightDecay.none());
  }

  /** With another learning rate. */
  public RmsProp rate(double rate) {
    return new RmsProp(rate, alpha, momentum, epsilon, weightDecay);
  }

  /** With another share of the mean square kept. */
  public RmsProp alpha(double alpha) {
    return new RmsProp(rate, alpha, momentum, epsilon, weightDecay);
  }

  /** With momentum. */
  public RmsProp momentum(double momentum) {
    return new RmsProp(rate, alpha, momentum, epsilon, weightDecay);
  }

  /** With another epsilon. */
  public RmsProp epsilon(double epsilon) {
    return new RmsProp(rate, alpha, momentum, epsilon, weightDecay);
  }

  /** With another weight decay. */
  public RmsProp weightDecay(WeightDecay decay) {
    return new RmsProp(rate, alpha, momentum, epsilon, decay);
  }

  /** With weight decay, except on biases and normalization parameters. */
  public RmsProp weightDecay(double strength) {
    return weightDecay(WeightDecay.of(strength));
  }

  @Override
  public Tensor update(Trainable p, Step step) {
    List<String> slots = momentum == 0 ? List.of("square") : List.of("square", "momentum");
    return p.fused(new Update.RmsProp(alpha, epsilon, momentum, p.weightDecay()), slots, step);
  }
}
