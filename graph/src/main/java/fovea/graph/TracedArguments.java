package fovea.graph;

import fovea.graph.op.Source;
import fovea.graph.type.FoveaException;
import fovea.graph.type.TensorType;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The arguments of a function that is being traced; knows which of them it has asked for. */
final class TracedArguments extends AbstractList<Tensor> {
  private final List<Tensor> tensors;
  private int asked;

  private TracedArguments(List<Tensor> tensors) {
    this.tensors = tensors;
  }

  /** Arguments of the given types. */
  static TracedArguments of(List<TensorType> types) {
    return new TracedArguments(
        IntStream.range(0, types.size())
            .mapToObj(i -> Tensor.of(new Source.Argument(i, types.get(i))))
            .toList());
  }

  @Override
  public Tensor get(int index) {
    if (index < 0 || index >= tensors.size()) {
      throw FoveaException.here(
          "the function asks for argument " + index + " (counted from 0) of " + tensors.size(),
          "pass as many as it takes");
    }
    asked = Math.max(asked, index + 1);
    return tensors.get(index);
  }

  @Override
  public Tensor getFirst() {
    return get(0);
  }

  @Override
  public Tensor getLast() {
    return get(size() - 1);
  }

  /** How many there are; a function that asks for it takes any number. */
  @Override
  public int size() {
    asked = tensors.size();
    return asked;
  }

  /**
   * Refuses results of a function that were not made from its arguments alone.
   *
   * @throws FoveaException if it has not asked for the last argument, or uses one of another trace
   */
  void check(Trace.Recorded<List<Tensor>> recorded) {
    if (asked < tensors.size()) {
      throw FoveaException.here(
          "the function asks for " + asked + " of " + tensors.size() + " arguments",
          "pass only as many as it takes");
    }
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    recorded.results().forEach(tensor -> open.push(tensor.node()));
    recorded.changes().values().forEach(tensor -> open.push(tensor.node()));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (seen.add(node)) {
        checkSource(node);
        node.inputs().forEach(tensor -> open.push(tensor.node()));
      }
    }
  }

  private void checkSource(Node node) {
    if (node.op() instanceof Source.Argument(int index, TensorType _)
        && (index >= tensors.size() || !tensors.get(index).node().equals(node))) {
      throw FoveaException.here(
          "the function uses a tensor that was made from the arguments of another one",
          "pass its value as an argument");
    }
  }
}
