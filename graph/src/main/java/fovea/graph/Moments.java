package fovea.graph;

/** Variances. */
final class Moments {
  private Moments() {}

  /**
   * From distances to the mean. That is rounded, and by much where it is large: so the mean of the
   * distances, which would be 0 but for that, is taken out as well.
   */
  static Tensor variance(Tensor x, int correction, boolean keep, int... axes) {
    Check.floating("a variance", x.type());
    Tensor near = x.sub(x.detach().mean(true, axes));
    Tensor centered = near.sub(near.mean(true, axes));
    long count =
        Reduce.axes(x.shape(), axes).stream().mapToLong(x.shape()::dim).reduce(1, (a, b) -> a * b);
    double share = 1.0 / Math.max(0, count - correction);
    return centered.mul(centered).sum(keep, axes).mul(share);
  }
}
