package fovea.testkit.spec;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Op;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One op with drawn attributes and inputs, and the graph around it. */
record Trial(String what, List<Input> inputs, Function<List<Tensor>, List<Tensor>> graph) {

  /** {@code op} alone; all its results count. */
  static Trial of(Op op, Input... inputs) {
    return of(op, List.of(inputs));
  }

  /** {@code op} alone; all its results count. */
  static Trial of(Op op, List<Input> inputs) {
    return new Trial(op.toString(), inputs, in -> Node.of(op, in).outputs());
  }

  /** A graph with one result that counts. */
  static Trial of(Object op, Function<List<Tensor>, Tensor> graph, Input... inputs) {
    return new Trial(op.toString(), List.of(inputs), in -> List.of(graph.apply(in)));
  }

  /** The values of the inputs where {@code dtype} is under test. */
  List<HostBuffer> buffers(DType dtype) {
    return inputs.stream().map(input -> input.buffer(dtype)).toList();
  }

  /** The graph over the inputs as constants. */
  List<Tensor> build(DType dtype) {
    return graph.apply(buffers(dtype).stream().map(Tensor::of).toList());
  }

  @Override
  public String toString() {
    String types = inputs.stream().map(i -> i.type().toString()).collect(Collectors.joining(", "));
    return what + " of " + types;
  }
}
