package fovea.graph.op;

import fovea.graph.AutocastPolicy;
import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.internal.GradientWalk;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;

/**
 * Gradient of an elementwise function. Inputs: what {@code of} kept (its result if {@link
 * Unary#fromResult}, else its input) and the upstream gradient.
 */
public record UnaryGrad(Unary of) implements Op {
  @Override
  public List<TensorType> types(List<TensorType> inputs) {
    Check.inputs(this, inputs, 2);
    Check.same(this, "the upstream gradient", inputs.get(0).shape(), inputs.get(1).shape());
    return List.of(inputs.getFirst());
  }

  @Override
  public List<Tensor> vjp(Node node, List<Tensor> upstream) {
    return GradientWalk.through(
        in -> of.derivative(in.get(0), in.get(0)).mul(in.get(1)),
        node.inputs(),
        upstream.getFirst());
  }

  @Override
  public String name() {
    return of.name() + "Grad";
  }

  @Override
  public AutocastPolicy autocast() {
    return of.exact() ? AutocastPolicy.follow(0, 0, 1) : AutocastPolicy.f32();
  }

  @Override
  public ReceptiveField receptiveField(Shape x) {
    return ReceptiveField.same();
  }
}
