package fovea.train;

import fovea.graph.Tensor;
import fovea.graph.Update;
import java.util.List;

/**
 * Adam with weight decay apart from the gradient (Loshchilov &amp; Hutter 2019).
 *
 * @param rate learning rate
 * @param betas how much of the moments is kept, 0.9 and 0.999
 * @param epsilon keeps the division finite, 1e-8
 * @param weightDecay 0.01 by default
 */
public record AdamW(double rate, Adam.Betas betas, double epsilon, WeightDecay weightDecay)
    implements Optimizer {

  /**
   * Checks the settings.
   *
   * @throws fovea.graph.FoveaException if one is out of its range
   */
  public AdamW {
    Settings.positive("learning rate", rate);
    Settings.atLeast("epsilon", epsilon, 0);
  }

  /** PyTorch's defaults. */
  public AdamW(double rate) {
    this(rate, Adam.Betas.DEFAULT, 1e-8, WeightDecay.of(0.01));
  }

  /** With another learning rate. */
  public AdamW rate(double rate) {
    return new AdamW(rate, betas, epsilon, weightDecay);
  }

  /** With other shares of the moments kept. */
  public AdamW betas(double mean, double square) {
    return new AdamW(rate, new Adam.Betas(mean, square), epsilon, weightDecay);
  }

  /** With another epsilon. */
  public AdamW epsilon(double epsilon) {
    return new AdamW(rate, betas, epsilon, weightDecay);
  }

  /** With another weight decay. */
  public AdamW weightDecay(WeightDecay decay) {
    return new AdamW(rate, betas, epsilon, decay);
  }

  /** With weight decay, except on biases and normalization parameters. */
  public AdamW weightDecay(double strength) {
    return weightDecay(WeightDecay.of(strength));
  }

  @Override
  public Tensor update(Trainable p, Step step) {
    var rule = new Update.Adam(betas.mean(), betas.square(), epsilon, p.weightDecay(), true);
    return p.fused(rule, List.of("mean", "square"), step);
  }
}
