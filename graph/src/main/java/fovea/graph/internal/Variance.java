package fovea.graph.internal;

import fovea.graph.Axes;
import fovea.graph.Tensor;

/** Variances. */
public final class Variance {
  private Variance() {}

  /**
   * From distances to the mean. That is rounded, and by much where it is large: so the mean of the
   * distances, which would be 0 but for that, is taken out as well.
   */
  public static Tensor variance(Tensor x, Axes axes, int correction) {
    Check.floating("a variance", x.type());
    Tensor near = x.sub(x.detach().mean(axes.keep()));
    Tensor centered = near.sub(near.mean(axes.keep()));
    double share = 1.0 / Math.max(0, axes.elements(x.shape()) - correction);
    return centered.mul(centered).sum(axes).mul(share);
  }
}
