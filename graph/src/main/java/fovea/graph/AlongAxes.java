package fovea.graph;

import fovea.graph.internal.Check;
import fovea.graph.internal.CompositeOps;
import fovea.graph.internal.Variance;
import fovea.graph.op.Distribution;
import fovea.graph.op.Reduce;
import fovea.graph.type.FoveaException;

/**
 * What tensors do along axes: sums, means, extremes and distributions. Negative axes count from the
 * end; {@code x.mean(2, 3)} removes the axes that it names, {@code x.mean(Axes.of(2, 3).keep())}
 * keeps them with size 1. A file of {@link Tensor}'s, nothing else has these methods.
 */
public sealed interface AlongAxes permits Tensor {

  // ---- reductions

  /** Sum over axes; over all of them if none is named. */
  default Tensor sum(int... axes) {
    return sum(Axes.of(axes));
  }

  /** Sum over {@code axes}. */
  default Tensor sum(Axes axes) {
    return Tensor.of(new Reduce.Sum(axes.in(self().shape()), axes.kept()), self());
  }

  /** Mean over axes; over all of them if none is named. */
  default Tensor mean(int... axes) {
    return mean(Axes.of(axes));
  }

  /**
   * Mean over {@code axes}.
   *
   * @throws FoveaException if the elements are integers
   */
  default Tensor mean(Axes axes) {
    Check.floating("a mean", self().type());
    return sum(axes).mul(1.0 / axes.elements(self().shape()));
  }

  /**
   * Variance over axes, divided by one less than the number of elements; over all axes if none is
   * named.
   */
  default Tensor var(int... axes) {
    return var(Axes.of(axes), 1);
  }

  /**
   * Variance over {@code axes}, divided by the number of elements less {@code correction} (1
   * estimates that of what a sample was drawn from, 0 is that of the sample). Right for means that
   * are large against it. NaN if nothing is left to divide by.
   *
   * @throws FoveaException if the elements are integers
   */
  default Tensor var(Axes axes, int correction) {
    return Variance.variance(self(), axes, correction);
  }

  /** Standard deviation over axes: the root of {@link #var(int...)}. */
  default Tensor std(int... axes) {
    return var(axes).sqrt();
  }

  /** Standard deviation over {@code axes}: the root of {@link #var(Axes, int)}. */
  default Tensor std(Axes axes, int correction) {
    return var(axes, correction).sqrt();
  }

  /** Largest element over axes; over all of them if none is named. */
  default Tensor max(int... axes) {
    return max(Axes.of(axes));
  }

  /** Largest element over {@code axes}. */
  default Tensor max(Axes axes) {
    return Tensor.of(new Reduce.Maximum(axes.in(self().shape()), axes.kept()), self());
  }

  /** Smallest element over axes; over all of them if none is named. */
  default Tensor min(int... axes) {
    return min(Axes.of(axes));
  }

  /** Smallest element over {@code axes}. */
  default Tensor min(Axes axes) {
    return self().neg().max(axes).neg();
  }

  // ---- along one axis

  /** Index of the first largest element along {@code axis}. */
  default Tensor argmax(int axis) {
    return Tensor.of(new Reduce.ArgMax(self().shape().axis(axis)), self());
  }

  /** Sums along {@code axis} of all elements up to each one, itself included. */
  default Tensor cumsum(int axis) {
    return CompositeOps.cumsum(self(), self().shape().axis(axis));
  }

  /** Largest of each {@code pieces} neighboring channels (Goodfellow et al. 2013). */
  default Tensor maxout(int pieces) {
    return CompositeOps.maxout(self(), pieces);
  }

  /** Probabilities along {@code axis}. */
  default Tensor softmax(int axis) {
    return Tensor.of(new Distribution.Softmax(axis), self());
  }

  /** Logarithms of probabilities along {@code axis}. */
  default Tensor logSoftmax(int axis) {
    return Tensor.of(new Distribution.LogSoftmax(axis), self());
  }

  private Tensor self() {
    return switch (this) {
      case Tensor tensor -> tensor;
    };
  }
}
