package fovea.graph.op;

import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;

/** {@code a} where the condition is not 0, else {@code b}; inputs condition, a, b of one shape. */
public record Select() implements Op {
  @Override
  public List<TensorType> types(List<TensorType> inputs) {
    Check.inputs(this, inputs, 3);
    Check.same(this, "a", inputs.get(0).shape(), inputs.get(1).shape());
    Check.same(this, "b", inputs.get(0).shape(), inputs.get(2).shape());
    Check.sameType(this, inputs.get(1), inputs.get(2));
    return List.of(inputs.get(1));
  }

  @Override
  public List<Tensor> vjp(Node node, List<Tensor> upstream) {
    Tensor condition = node.input(0);
    Tensor dy = upstream.getFirst();
    Tensor zeros = Tensor.full(dy.type(), 0);
    return List.of(
        Tensor.zero(), Tensor.where(condition, dy, zeros), Tensor.where(condition, zeros, dy));
  }

  @Override
  public ReceptiveField receptiveField(Shape x) {
    return ReceptiveField.same();
  }
}
