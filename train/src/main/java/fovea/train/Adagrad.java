package fovea.train;

import fovea.graph.Update;
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
   * @throws fovea.graph.FoveaException if one is out of its range
   */
  public Adagrad {
    Settings.positive("learning rate", rate);
    Settings.atLeast("epsilon", epsilon, 0);
  }

  /** PyTorch's defaults. */
  public Adagrad(double rate) {
    this(rate, 1e-10, WeightDecay.none());
  }

  @Override
  public Adagrad rate(double rate) {
    return new Adagrad(rate, epsilon, weightDecay);
  }

  /** With another epsilon. */
  public Adagrad epsilon(double epsilon) {
    return new Adagrad(rate, epsilon, weightDecay);
  }

  @Override
  public Adagrad weightDecay(WeightDecay decay) {
    return new Adagrad(rate, epsilon, decay);
  }

  @Override
  public Adagrad weightDecay(double strength) {
    return weightDecay(WeightDecay.of(strength));
  }

  @Override
  public List<String> moments() {
    return List.of("squares");
  }

  @Override
  public Update rule(double decay) {
    return new Update.Adagrad(epsilon, decay);
  }
}
