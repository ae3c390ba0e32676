package fovea.graph;

import fovea.graph.op.Op;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Scope;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One application of an op to tensors. Has identity: equal ops on equal inputs stay two nodes. */
public final class Node {
  private static final AtomicLong CREATED = new AtomicLong();

  private final long sequence = CREATED.getAndIncrement();
  private final Op op;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final String path;

  private Node(Op op, List<Tensor> inputs) {
    this.op = op;
    this.inputs = inputs;
    this.path = Scope.path();
    List<TensorType> types = op.types(inputs.stream().map(Tensor::type).toList());
    List<Tensor> results = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      results.add(new Tensor(this, i, types.get(i)));
    }
    this.outputs = List.copyOf(results);
  }

  /**
   * Applies {@code op}; nothing runs.
   *
   * @throws FoveaException if the op does not accept inputs of these types
   */
  public static Node of(Op op, List<Tensor> inputs) {
    return new Node(op, List.copyOf(inputs));
  }

  /**
   * Grows with each node made, so that inputs always come before users. For {@link NodeOrder}
   * alone: the node of a variable may be older than the trace that it is met in.
   */
  long sequence() {
    return sequence;
  }

  /** What is computed. */
  public Op op() {
    return op;
  }

  /** What it is computed from. */
  public List<Tensor> inputs() {
    return inputs;
  }

  /** Input {@code index}. */
  public Tensor input(int index) {
    return inputs.get(index);
  }

  /** The results. */
  public List<Tensor> outputs() {
    return outputs;
  }

  /** Result {@code index}. */
  public Tensor output(int index) {
    return outputs.get(index);
  }

  /** The only result of most ops. */
  public Tensor output() {
    return outputs.getFirst();
  }

  /** Path of the layer that made this node, empty outside of layers. */
  public String path() {
    return path;
  }

  @Override
  public String toString() {
    return op + " at " + (path.isEmpty() ? "top" : path);
  }
}
