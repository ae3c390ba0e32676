package fovea.train.optim;

import fovea.graph.Tensor;
import fovea.graph.op.Update;
import fovea.train.internal.SettingChecks;
import java.util.List;

/**
 * Adam (Kingma &amp; Ba 2015). Weight decay is added to the gradient; {@link AdamW} keeps them
 * apart.
 *
 * @param rate learning rate
 * @param betas how much of the moments is kept, 0.9 and 0.999
 * @param epsilon keeps the division finite, 1e-8
 * @param weightDecay none by default
 */
public record Adam(double rate, Betas betas, double epsilon, WeightDecay weightDecay)
    implements Optimizer {

  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public Adam {
    SettingChecks.positive("learning rate", rate);
    SettingChecks.atLeast("epsilon", epsilon, 0);
  }

  /** The published defaults. */
  public Adam(double rate) {
    this(rate, Betas.DEFAULT, 1e-8, WeightDecay.none());
  }

  /** How much of the mean and of the mean square of the gradient survives a step. */
  public record Betas(double mean, double square) {
    /** 0.9 and 0.999. */
    public static final Betas DEFAULT = new Betas(0.9, 0.999);

    /**
     * Checks the settings.
     *
     * @throws fovea.graph.type.FoveaException if one is out of its range
     */
    public Betas {
      SettingChecks.fraction("first beta", mean);
      SettingChecks.fraction("second beta", square);
    }
  }

  /** With another learning rate. */
  public Adam rate(double rate) {
    return new Adam(rate, betas, epsilon, weightDecay);
  }

  /** With other shares of the moments kept. */
  public Adam betas(double mean, double square) {
    return new Adam(rate, new Betas(mean, square), epsilon, weightDecay);
  }

  /** With another epsilon. */
  public Adam epsilon(double epsilon) {
    return new Adam(rate, betas, epsilon, weightDecay);
  }

  /** With another weight decay. */
  public Adam weightDecay(WeightDecay decay) {
    return new Adam(rate, betas, epsilon, decay);
  }

  /** With weight decay, except on biases and normalization parameters. */
  public Adam weightDecay(double strength) {
    return weightDecay(WeightDecay.of(strength));
  }

  @Override
  public Tensor update(Trainable p, Step step) {
    return update(p, step, false);
  }

  /** Adds weight decay to the gradient, or applies it apart from that if {@code decoupled}. */
  Tensor update(Trainable p, Step step, boolean decoupled) {
    var rule = new Update.Adam(betas.mean(), betas.square(), epsilon, p.weightDecay(), decoupled);
    return p.fused(rule, List.of("mean", "square"), step);
  }
}
