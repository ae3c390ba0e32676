package fovea.graph;

import fovea.graph.type.FoveaException;
import fovea.graph.type.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a graph with other tensors in some places: what depends on them is made again, all else
 * is shared. The graph that there was stays as it is.
 */
public final class Substitution {
  private final Map<Tensor, Tensor> tensors;
  private final Map<Node, Node> nodes = new HashMap<>();

  private Substitution(Map<Tensor, Tensor> replaced) {
    this.tensors = new HashMap<>(replaced);
  }

  /**
   * Puts other tensors in the places of the keys of {@code replaced}, in all that {@code ends}
   * depend on. They may be computed from what they replace.
   *
   * @throws FoveaException if one has another type than what it replaces
   */
  public static Substitution of(List<Tensor> ends, Map<Tensor, Tensor> replaced) {
    replaced.forEach(Substitution::check);
    Substitution substitution = new Substitution(replaced);
    NodeOrder.asMade(ends).forEach(substitution::make);
    return substitution;
  }

  private static void check(Tensor old, Tensor replacement) {
    if (!old.type().equals(replacement.type())) {
      throw FoveaException.at(
          old.node().path(),
          "%s of type %s is replaced by one of type %s"
              .formatted(old.node().op().name(), old.type(), replacement.type()),
          "keep the type");
    }
  }

  /** What stands in the place of {@code tensor}: itself, if it depends on nothing replaced. */
  public Tensor of(Tensor tensor) {
    return tensors.getOrDefault(tensor, tensor);
  }

  /** The node that computes what {@code node} did, from what it depends on now. */
  public Node of(Node node) {
    return nodes.getOrDefault(node, node);
  }

  private void make(Node node) {
    List<Tensor> inputs = node.inputs().stream().map(this::of).toList();
    if (!inputs.equals(node.inputs())) {
      Node made = Scope.within(node.path(), () -> Node.of(node.op(), inputs));
      nodes.put(node, made);
      for (int i = 0; i < node.outputs().size(); i++) {
        tensors.putIfAbsent(node.output(i), made.output(i));
      }
    }
  }
}
