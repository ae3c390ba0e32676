package fovea.train.optim;

import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.train.internal.SettingChecks;
import java.util.stream.IntStream;

/**
 * Max-norm regularization (Srivastava et al. 2014) over any optimizer: after each step, the weights
 * that come into a unit are scaled down to a largest norm. A unit is one of the first axis of a
 * parameter of two axes or more, such as an output of a linear layer or a filter of a convolution.
 *
 * @param optimizer what changes the weights
 * @param largest norm, above 0; 3 or 4 is usual
 */
public record MaxNorm(Optimizer optimizer, double largest) implements Optimizer {
  /** What a norm of 0 is divided by. */
  private static final double LEAST = 1e-12;

  /**
   * Checks the norm.
   *
   * @throws fovea.graph.type.FoveaException if it is not above 0
   */
  public MaxNorm {
    SettingChecks.positive("largest norm of weights", largest);
  }

  /** With another largest norm. */
  public MaxNorm largest(double norm) {
    return new MaxNorm(optimizer, norm);
  }

  @Override
  public double rate() {
    return optimizer.rate();
  }

  @Override
  public WeightDecay weightDecay() {
    return optimizer.weightDecay();
  }

  @Override
  public Tensor update(Trainable p, Step step) {
    Tensor changed = optimizer.update(p, step);
    int rank = changed.shape().rank();
    if (rank < 2) {
      return changed;
    }
    Axes incoming = Axes.of(IntStream.range(1, rank).toArray()).keep();
    Tensor norms = changed.mul(changed).sum(incoming).sqrt();
    return changed.mul(Tensor.full(norms.type(), largest).div(norms.maximum(LEAST)).minimum(1));
  }
}
