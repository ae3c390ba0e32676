package fovea.graph.op;

import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Applications of a user's {@link CustomOp}. */
public sealed interface Custom extends Op {

  /** What is applied. */
  CustomOp op();

  @Override
  default String name() {
    return op().name();
  }

  /**
   * Other ops under a gradient of their own. Inputs those of the op, {@code count} of them, and
   * what the other ops give, which the results are: no kernel runs for it.
   */
  record Composed(CustomOp.InTensors op, int count) implements Custom {
    /** The results of {@code op}. */
    static List<Tensor> apply(CustomOp.InTensors op, List<Tensor> inputs) {
      List<Tensor> results = op.forward(inputs);
      refuseNone(op, results);
      List<Tensor> all = new ArrayList<>(inputs);
      all.addAll(results);
      return Node.of(new Composed(op, inputs.size()), all).outputs();
    }

    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      return inputs.subList(count, inputs.size());
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      List<Tensor> gradients =
          new ArrayList<>(gradients(op, node, node.inputs().subList(0, count), upstream));
      while (gradients.size() < node.inputs().size()) {
        gradients.add(Tensor.zero());
      }
      return gradients;
    }

    @Override
    public ReceptiveField receptiveField(Shape x) {
      return ReceptiveField.same();
    }
  }

  /** Java code. */
  record Computed(CustomOp.InJava op) implements Custom {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      List<TensorType> types = List.copyOf(op.types(inputs));
      refuseNone(op, types);
      return types;
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return gradients(op, node, node.inputs(), upstream);
    }
  }

  private static void refuseNone(CustomOp op, List<?> results) {
    if (results.isEmpty()) {
      throw FoveaException.here(op.name() + " has no results", "return one or more");
    }
  }

  private static List<Tensor> gradients(
      CustomOp op, Node node, List<Tensor> inputs, List<Tensor> upstream) {
    List<Tensor> results = node.outputs();
    List<Tensor> flowing =
        IntStream.range(0, results.size())
            .mapToObj(i -> upstream.get(i).orZeros(results.get(i).type()))
            .toList();
    List<Tensor> gradients = op.gradient(new CustomOp.Applied(inputs, results, flowing));
    if (gradients.size() != inputs.size()) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "%s gives gradients of %d inputs, and has %d",
              op.name(),
              gradients.size(),
              inputs.size()),
          "return one for each input, Tensor.zero() where none flows");
    }
    for (int i = 0; i < inputs.size(); i++) {
      TensorType found = gradients.get(i).type();
      TensorType expected = inputs.get(i).type();
      if (!gradients.get(i).isZero() && !found.equals(expected)) {
        throw FoveaException.here(
            String.format(
                Locale.ROOT,
                "gradient %d of %s is %s, its input %s",
                i,
                op.name(),
                found,
                expected),
            "return a gradient of the input's type, or Tensor.zero() where none flows");
      }
    }
    return gradients;
  }
}
