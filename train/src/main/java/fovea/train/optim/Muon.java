package fovea.train.optim;

import fovea.graph.Tensor;
import fovea.train.internal.SettingChecks;

/**
 * Muon (Jordan 2024): steps along a momentum that is made orthogonal, so that all directions of a
 * matrix learn at one pace. Filters of a convolution are the rows of a matrix. Biases and the
 * parameters of normalization layers are none: another optimizer changes them, at its own rate
 * times what the schedule makes of this one. Give a last layer to another optimizer, too, by {@link
 * ParameterGroup#optimizer}.
 *
 * @param rate learning rate, 0.02 for example: size of a step in the spectral norm
 * @param momentum share of the momentum that survives a step, with Nesterov's look ahead; 0.95
 * @param weightDecay of matrices apart from the gradient, none by default
 * @param others what changes parameters of one axis; {@link AdamW} at the rate 3e-4
 */
public record Muon(double rate, double momentum, WeightDecay weightDecay, Optimizer others)
    implements Optimizer {
  private static final int ITERATIONS = 5;

  /** The published coefficients of x, x³ and x⁵. */
  private static final double[] POLYNOMIAL = {3.4445, -4.7750, 2.0315};

  private static final double EPSILON = 1e-7;

  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public Muon {
    SettingChecks.positive("learning rate", rate);
    SettingChecks.fraction("momentum", momentum);
  }

  /** The published defaults. */
  public Muon(double rate) {
    this(rate, 0.95, WeightDecay.none(), new AdamW(3e-4));
  }

  /** With another learning rate. */
  public Muon rate(double rate) {
    return new Muon(rate, momentum, weightDecay, others);
  }

  /** With another momentum. */
  public Muon momentum(double momentum) {
    return new Muon(rate, momentum, weightDecay, others);
  }

  /** With another weight decay. */
  public Muon weightDecay(WeightDecay decay) {
    return new Muon(rate, momentum, decay, others);
  }

  /** With weight decay of matrices. */
  public Muon weightDecay(double strength) {
    return weightDecay(WeightDecay.of(strength));
  }

  /** With another optimizer for parameters of one axis. */
  public Muon others(Optimizer others) {
    return new Muon(rate, momentum, weightDecay, others);
  }

  @Override
  public Tensor update(Trainable p, Step step) {
    if (p.type().shape().rank() < 2) {
      return others.update(p.weightDecay(others.weightDecay()), step.faster(others.rate() / rate));
    }
    Tensor kept = step.momentum(momentum);
    Tensor fresh = p.gradient().mul(kept.neg().add(1));
    Tensor average = p.slot("momentum").mul(kept).add(fresh);
    p.assign("momentum", average);
    Tensor direction = orthogonal(average.mul(kept).add(fresh));
    return p.decayed(step).sub(direction.mul(step.rate()));
  }

  /** Nearly the nearest orthogonal matrix, by Newton and Schulz's iteration of fifth order. */
  private static Tensor orthogonal(Tensor direction) {
    int rows = direction.shape().dim(0);
    int columns = Math.toIntExact(direction.shape().elements() / rows);
    Tensor flat = direction.reshape(rows, columns);
    Tensor x = rows > columns ? flat.transpose(1, 0) : flat;
    x = x.div(x.mul(x).sum().sqrt().add(EPSILON));
    for (int i = 0; i < ITERATIONS; i++) {
      Tensor square = x.matmul(x.transpose(1, 0));
      Tensor terms = square.mul(POLYNOMIAL[1]).add(square.matmul(square).mul(POLYNOMIAL[2]));
      x = x.mul(POLYNOMIAL[0]).add(terms.matmul(x));
    }
    Tensor found = rows > columns ? x.transpose(1, 0) : x;
    return found.mul(Math.sqrt(Math.max(1, (double) rows / columns))).reshape(direction.shape());
  }
}
