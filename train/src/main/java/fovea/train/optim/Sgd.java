package fovea.train.optim;

import fovea.graph.Tensor;
import fovea.graph.op.Update;
import fovea.graph.type.FoveaException;
import fovea.train.internal.SettingChecks;
import java.util.List;

/**
 * Stochastic gradient descent, by default plain: no momentum, no weight decay.
 *
 * @param rate learning rate
 * @param momentum share of the last step that is kept
 * @param nesterov whether the gradient is taken as if one momentum step ahead (Sutskever et al.
 *     2013)
 * @param weightDecay added to the gradient
 */
public record Sgd(double rate, double momentum, boolean nesterov, WeightDecay weightDecay)
    implements Optimizer {

  /**
   * Checks the settings.
   *
   * @throws FoveaException if one is out of its range, or Nesterov is asked for without momentum
   */
  public Sgd {
    SettingChecks.positive("learning rate", rate);
    SettingChecks.fraction("momentum", momentum);
    if (nesterov && momentum == 0) {
      throw FoveaException.at(
          "momentum", "expected one above 0 for Nesterov, found 0", "set the momentum first");
    }
  }

  /** Plain descent. */
  public Sgd(double rate) {
    this(rate, 0, false, WeightDecay.none());
  }

  /** With another learning rate. */
  public Sgd rate(double rate) {
    return new Sgd(rate, momentum, nesterov, weightDecay);
  }

  /** With momentum (Polyak 1964). */
  public Sgd momentum(double momentum) {
    return new Sgd(rate, momentum, nesterov, weightDecay);
  }

  /** With or without Nesterov's way; set the momentum first. */
  public Sgd nesterov(boolean nesterov) {
    return new Sgd(rate, momentum, nesterov, weightDecay);
  }

  /** With another weight decay. */
  public Sgd weightDecay(WeightDecay decay) {
    return new Sgd(rate, momentum, nesterov, decay);
  }

  /** With weight decay, except on biases and normalization parameters. */
  public Sgd weightDecay(double strength) {
    return weightDecay(WeightDecay.of(strength));
  }

  @Override
  public Tensor update(Trainable p, Step step) {
    var rule = new Update.Sgd(momentum, nesterov, p.weightDecay(), step.schedulesMomentum());
    return p.fused(rule, rule.remembers() ? List.of("momentum") : List.of(), step);
  }
}
