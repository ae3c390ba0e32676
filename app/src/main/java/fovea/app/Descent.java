package fovea.app;

import fovea.app.console.Quantity;
import fovea.train.Optimizer;

/**
 * An optimizer and its settings.
 *
 * @param kind which one
 * @param rate learning rate
 * @param momentum share of the last step that is kept; 0 where the kind has none
 * @param weightDecay strength, on weights only
 */
record Descent(OptimizerKind kind, double rate, double momentum, double weightDecay) {

  /** With another learning rate. */
  Descent rate(double rate) {
    return new Descent(kind, rate, momentum, weightDecay);
  }

  /** With another momentum. */
  Descent momentum(double momentum) {
    return new Descent(kind, rate, momentum, weightDecay);
  }

  /** With another weight decay. */
  Descent weightDecay(double weightDecay) {
    return new Descent(kind, rate, momentum, weightDecay);
  }

  /** The optimizer itself. */
  Optimizer optimizer() {
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
