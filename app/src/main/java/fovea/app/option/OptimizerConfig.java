package fovea.app.option;

import fovea.app.console.Quantity;
import fovea.train.optim.Optimizer;

/**
 * An optimizer and its settings.
 *
 * @param kind which one
 * @param rate learning rate
 * @param momentum share of the last step that is kept; 0 where the kind has none
 * @param weightDecay strength, on weights only
 */
public record OptimizerConfig(
    OptimizerKind kind, double rate, double momentum, double weightDecay) {

  /** With another learning rate. */
  public OptimizerConfig rate(double rate) {
    return new OptimizerConfig(kind, rate, momentum, weightDecay);
  }

  /** With another momentum. */
  public OptimizerConfig momentum(double momentum) {
    return new OptimizerConfig(kind, rate, momentum, weightDecay);
  }

  /** With another weight decay. */
  public OptimizerConfig weightDecay(double weightDecay) {
    return new OptimizerConfig(kind, rate, momentum, weightDecay);
  }

  /** The optimizer itself. */
  public Optimizer optimizer() {
    return kind.with(this);
  }

  /** In words. */
  @Override
  public String toString() {
    return "%s with rate %s%s%s"
        .formatted(
            kind,
            Quantity.rounded(rate),
            momentum == 0 ? "" : ", momentum " + Quantity.rounded(momentum),
            weightDecay == 0 ? "" : ", weight decay " + Quantity.rounded(weightDecay));
  }
}
