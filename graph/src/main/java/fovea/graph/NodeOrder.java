package fovea.graph;

import fovea.graph.op.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The nodes that tensors depend on, each after those that it reads. Neither order depends on when a
 * source was made: a variable keeps its node from one trace to the next.
 */
public final class NodeOrder {
  private NodeOrder() {}

  /**
   * In the order in which {@code ends} lead to them, input by input: follows from the graph alone,
   * so that two traces of one function have the same.
   */
  public static List<Node> asRead(List<Tensor> ends) {
    List<Node> order = new ArrayList<>();
    Set<Node> done = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    ends.reversed().forEach(end -> open.push(end.node()));
    while (!open.isEmpty()) {
      Node node = open.peek();
      int before = open.size();
      if (!done.contains(node)) {
        for (Tensor input : node.inputs().reversed()) {
          if (!done.contains(input.node())) {
            open.push(input.node());
          }
        }
      }
      if (open.size() == before) {
        open.pop();
        if (done.add(node)) {
          order.add(node);
        }
      }
    }
    return List.copyOf(order);
  }

  /**
   * In the order in which they were made, but each source before the first that reads it. Plans
   * compute in this order: the gradient of a weight follows the layer that it belongs to, so that
   * what it is computed from need not be kept any longer.
   */
  public static List<Node> asMade(List<Tensor> ends) {
    SequencedSet<Node> order = new LinkedHashSet<>();
    asRead(ends).stream()
        .filter(node -> !isSource(node))
        .sorted(Comparator.comparingLong(Node::sequence))
        .forEach(
            node -> {
              node.inputs().stream()
                  .map(Tensor::node)
                  .filter(NodeOrder::isSource)
                  .forEach(order::add);
              order.add(node);
            });
    ends.stream().map(Tensor::node).filter(NodeOrder::isSource).forEach(order::add);
    return List.copyOf(order);
  }

  private static boolean isSource(Node node) {
    return node.op() instanceof Source;
  }
}
