package fovea.train.optim;

import fovea.graph.Tensor;
import fovea.train.internal.SettingChecks;

/**
 * Lookahead (Zhang et al. 2019) over any optimizer: slow weights follow the weights that the
 * optimizer changes, a share of the way every few steps, and take their place.
 *
 * <p>With a warm-up the share falls from 1, where slow weights change nothing, to its own value:
 * what is kept of the slow weights, {@code 1 - share}, grows with the cube of the number of the
 * step, as in the fast recipe for CIFAR-10 of Jordan 2024.
 *
 * @param optimizer what changes the weights
 * @param every number of steps after which slow weights follow, 5
 * @param share of the way that they go, above 0 and at most 1; 0.5
 * @param warmup number of steps until the share has its value, 0
 */
public record Lookahead(Optimizer optimizer, int every, double share, int warmup)
    implements Optimizer {

  /**
   * Checks the settings.
   *
   * @throws fovea.graph.type.FoveaException if one is out of its range
   */
  public Lookahead {
    SettingChecks.atLeast("steps of lookahead", every, 1);
    SettingChecks.share("share of lookahead", share);
    SettingChecks.atLeast("warm-up of lookahead", warmup, 0);
  }

  /** The published defaults. */
  public Lookahead(Optimizer optimizer) {
    this(optimizer, 5, 0.5, 0);
  }

  /** With another number of steps after which slow weights follow. */
  public Lookahead every(int steps) {
    return new Lookahead(optimizer, steps, share, warmup);
  }

  /** With another share of the way. */
  public Lookahead share(double share) {
    return new Lookahead(optimizer, every, share, warmup);
  }

  /** With a warm-up of {@code steps} steps. */
  public Lookahead warmup(int steps) {
    return new Lookahead(optimizer, every, share, steps);
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
    Tensor fast = optimizer.update(p, step);
    Tensor slow = p.copySlot("slow");
    Tensor due = step.every(every);
    Tensor moved = slow.add(fast.sub(slow).mul(step.shared(this, this::share).mul(due)));
    p.assign("slow", moved);
    return fast.add(moved.sub(fast).mul(due));
  }

  private Tensor share(Tensor number) {
    Tensor grown = number.div(Math.max(1, warmup)).minimum(1);
    return grown.mul(grown).mul(grown).mul(share - 1).add(1);
  }
}
