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
    if (loss.shape().elements() != 1) {
      throw FoveaException.here(
          "the gradient of a tensor of shape " + loss.shape() + " is asked for",
          "reduce it to one number first, or pass the upstream gradient");
    }
    return of(loss, Tensor.full(loss.type(), 1), wrt);
  }

  /** Gradients of {@code output}, weighted by {@code upstream}, with respect to {@code wrt}. */
  public static List<Tensor> of(Tensor output, Tensor upstream, List<Tensor> wrt) {
    Map<Tensor, Tensor> gradients = walk(output, upstream, identities(wrt), false);
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
    Map<Tensor, Tensor> gradients = walk(output, upstream, identities(barriers), true);
    return barriers.stream().map(t -> gradients.getOrDefault(t, Tensor.zero())).toList();
  }

  private static Map<Tensor, Tensor> walk(
      Tensor output, Tensor upstream, Set<Tensor> wrt, boolean stopAtWrt) {
    List<Node> order = activeNodes(output, wrt, stopAtWrt);
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
      List<Tensor> results = Scope.within(node.path(), () -> node.op().vjp(node, flowing));
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

  /** Nodes between {@code output} and {@code wrt}, inputs before users; iterative. */
  private static List<Node> activeNodes(Tensor output, Set<Tensor> wrt, boolean stopAtWrt) {
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
      boolean barrier = stopAtWrt && node.outputs().stream().anyMatch(wrt::contains);
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

  private static Set<Tensor> identities(List<Tensor> tensors) {
    Set<Tensor> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(tensors);
    return set;
  }
}
