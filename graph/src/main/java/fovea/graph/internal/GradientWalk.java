package fovea.graph.internal;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.GradientRule;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The walk of reverse-mode differentiation: from an output, against the arrows, to what gradients
 * are asked for.
 *
 * @param stop whether it goes no further there
 */
public record GradientWalk(Set<Tensor> wrt, boolean stop, GradientRule rule) {

  /** A walk to {@code wrt} and through it, on which gradients flow by {@code rule}. */
  public static GradientWalk to(List<Tensor> wrt, GradientRule rule) {
    return new GradientWalk(identities(wrt), false, rule);
  }

  /**
   * The gradient of an op that equals a composition of other ops: differentiates the composition.
   *
   * @param inputs what the op was applied to
   */
  public static List<Tensor> through(
      Function<List<Tensor>, Tensor> composition, List<Tensor> inputs, Tensor upstream) {
    // Barriers keep an input that depends on another input from counting twice.
    List<Tensor> barriers = inputs.stream().map(t -> t.reshape(t.shape())).toList();
    Tensor output = composition.apply(barriers);
    Map<Tensor, Tensor> gradients =
        new GradientWalk(identities(barriers), true, GradientRule.own()).from(output, upstream);
    return barriers.stream().map(t -> gradients.getOrDefault(t, Tensor.zero())).toList();
  }

  private static Set<Tensor> identities(List<Tensor> tensors) {
    Set<Tensor> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(tensors);
    return set;
  }

  /** What flows to each tensor on the way. */
  public Map<Tensor, Tensor> from(Tensor output, Tensor upstream) {
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
          String.format(
              Locale.ROOT,
              "the rule for %s gives %d gradients for %d inputs",
              node.op().name(),
              results.size(),
              node.inputs().size()),
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
