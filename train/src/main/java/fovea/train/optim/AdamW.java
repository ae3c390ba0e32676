package fovea.train.optim;

import fovea.graph.Tensor;

/**
 * {@link Adam} with weight decay apart from the gradient (Loshchilov &amp; Hutter 2019).
 *
 * @param adam settings: those of Adam, but for a weight decay of 0.01 by default
 */
public record AdamW(Adam adam) implements Optimizer {

  /** PyTorch's defaults. */
  public AdamW(double rate) {
    this(new Adam(rate).weightDecay(0.01));
  }

  /** With another learning rate. */
  public AdamW rate(double rate) {
    return new AdamW(adam.rate(rate));
  }

  /** With other shares of the moments kept. */
  public AdamW betas(double mean, double square) {
    return new AdamW(adam.betas(mean, square));
  }

  /** With another epsilon. */
  public AdamW epsilon(double epsilon) {
    return new AdamW(adam.epsilon(epsilon));
  }

  /** With another weight decay. */
  public AdamW weightDecay(WeightDecay decay) {
    return new AdamW(adam.weightDecay(decay));
  }

  /** With weight decay, except on biases and normalization parameters. */
  public AdamW weightDecay(double strength) {
    return weightDecay(WeightDecay.of(strength));
  }

  @Override
  public double rate() {
    return adam.rate();
  }

  @Override
  public WeightDecay weightDecay() {
    return adam.weightDecay();
  }

  @Override
  public Tensor update(Trainable p, Step step) {
    return adam.update(p, step, true);
  }
}
