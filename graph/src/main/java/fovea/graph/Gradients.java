package fovea.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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
    Map<Tensor, Tensor> gradients = new Walk(identities(wrt), false, rule).from(output, upstream);
    return wrt.stream()
        .map(tensor -> gradients.getOrDefault(tensor, Tensor.zero()).orZeros(tensor.type()))
        .toList();
  }

  /**
   * The gradient of an op that equals a composition of other ops: differentiates the composition.
   *
   * @param inputs what the op was applied to
   */
  static List<Tensor> through(
      Function<List<Tensor>, Tensor> composition, List<Tensor> inputs, Tensor upstream) {
    // Barriers keep an input that depends on another input from counting twice.
    List<Tensor> barriers = inputs.stream().map(t -> t.reshape(t.shape())).toList();
    Tensor output = composition.apply(barriers);
    Map<Tensor, Tensor> gradients =
        new Walk(identities(barriers), true, GradientRule.own()).from(output, upstream);
    return barriers.stream().map(t -> gradients.getOrDefault(t, Tensor.zero())).toList();
  }

  private static Set<Tensor> identities(List<Tensor> tensors) {
    Set<Tensor> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(tensors);
    return set;
  }

  /**
   * A walk from an output to what gradients are asked for.
   *
   * @param stop whether it goes no further there
   */
  private record Walk(Set<Tensor> wrt, boolean stop, GradientRule rule) {

    /** What flows to each tensor on the way. */
    Map<Tensor, Tensor> from(Tensor output, Tensor upstream) {
      List<Node> order = activeNodes(output);
      Map<Tensor, Tensor> gradients = new HashMap<>();
      gradients.put(output, upstream);
      Set<Node> active = Collections.newSetFromMap(new IdentityHashMap<>());
      active.addAll(order);
      for (Node node : order.reversed()) {
        List<Tensor> flowing =
            node.outputs().stream().map(t -> gradients.getOrDefault(t, Tensor.zero())).toList();
        if (flowing.stream().allMatch(Tensor::isZero)) {
          continue;
        }
        List<Tensor> results = Scope.within(node.path(), () -> vjp(node, flowing));
        for (int i = 0; i < results.size(); i++) {
          Tensor input = node.input(i);
          if (!results.get(i).isZero() && (wrt.contains(input) || active.contains(input.node()))) {
            gradients.merge(
                input, results.get(i), (a, b) -> Scope.within(input.node().path(), () -> a.add(b)));
          }
        }
      }
      return gradients;
    }

    private List<Tensor> vjp(Node node, List<Tensor> upstream) {
      List<Tensor> results = rule.vjp(node, upstream);
      if (results.size() != node.inputs().size()) {
        throw FoveaException.here(
            "the rule for %s gives %d gradients for %d inputs"
                .formatted(node.op().name(), results.size(), node.inputs().size()),
            "give one for each, Tensor.zero() where none flows");
      }
      for (int i = 0; i < results.size(); i++) {
        Tensor result = results.get(i);
        if (!result.isZero() && !result.shape().equals(node.input(i).shape())) {
          throw FoveaException.here(
              "the rule for %s gives a gradient of shape %s for an input of shape %s"
                  .formatted(node.op().name(), result.shape(), node.input(i).shape()),
              "give one of the input's shape");
        }
      }
      return results;
    }

    /** Nodes between {@code output} and {@code wrt}, inputs before users; iterative. */
    private List<Node> activeNodes(Tensor output) {
      IdentityHashMap<Node, Boolean> active = new IdentityHashMap<>();
      List<Node> order = new ArrayList<>();
      Deque<Node> stack = new ArrayDeque<>();
      stack.push(output.node());
      while (!stack.isEmpty()) {
        Node node = stack.peek();
        if (active.containsKey(node)) {
          stack.pop();
          continue;
        }
        boolean barrier = stop && node.outputs().stream().anyMatch(wrt::contains);
        List<Node> open =
            barrier
                ? List.of()
                : node.inputs().stream()
                    .map(Tensor::node)
                    .filter(n -> !active.containsKey(n))
                    .toList();
        if (open.isEmpty()) {
          stack.pop();
          boolean leads =
              !barrier
                  && node.inputs().stream()
                      .anyMatch(t -> wrt.contains(t) || active.getOrDefault(t.node(), false));
          active.put(node, leads);
          if (leads) {
            order.add(node);
          }
        } else {
          open.forEach(stack::push);
        }
      }
      return order;
    }
  }
}
