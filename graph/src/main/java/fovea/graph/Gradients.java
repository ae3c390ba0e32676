package fovea.graph;

import fovea.graph.internal.GradientWalk;
import fovea.graph.op.GradientRule;
import fovea.graph.type.FoveaException;
import java.util.List;
import java.util.Map;

/** Reverse-mode differentiation: one walk over the graph, against the arrows. */
public final class Gradients {
  private Gradients() {}

  /**
   * Gradients of a scalar with respect to tensors, as nodes.
   *
   * @return one gradient for each of {@code wrt}, of its shape; zeros where it has no influence
   * @throws FoveaException if {@code loss} has more than one element
   */
  public static List<Tensor> of(Tensor loss, List<Tensor> wrt) {
    return of(loss, wrt, GradientRule.own());
  }

  /** The same, where gradients flow by {@code rule}. */
  static List<Tensor> of(Tensor loss, List<Tensor> wrt, GradientRule rule) {
    if (loss.shape().elements() != 1) {
      throw FoveaException.here(
          "the gradient of a tensor of shape " + loss.shape() + " is asked for",
          "reduce it to one number first, or pass the upstream gradient");
    }
    return of(loss, Tensor.full(loss.type(), 1), wrt, rule);
  }

  /** Gradients of {@code output}, weighted by {@code upstream}, with respect to {@code wrt}. */
  public static List<Tensor> of(Tensor output, Tensor upstream, List<Tensor> wrt) {
    return of(output, upstream, wrt, GradientRule.own());
  }

  /**
   * What flows back from {@code output} to {@code wrt} by {@code rule}, of {@code upstream} at the
   * output.
   *
   * @throws FoveaException if {@code upstream} has another type than {@code output}, or the rule
   *     does not give a gradient for each input, of its shape
   */
  public static List<Tensor> of(
      Tensor output, Tensor upstream, List<Tensor> wrt, GradientRule rule) {
    if (!upstream.isZero() && !upstream.type().equals(output.type())) {
      throw FoveaException.here(
          "the upstream gradient is " + upstream.type() + ", its output " + output.type(),
          "pass one of the output's type");
    }
    Map<Tensor, Tensor> gradients = GradientWalk.to(wrt, rule).from(output, upstream);
    return wrt.stream()
        .map(tensor -> gradients.getOrDefault(tensor, Tensor.zero()).orZeros(tensor.type()))
        .toList();
  }
}
