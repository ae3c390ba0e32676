package fovea.graph.op;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.internal.GradientWalk;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;

/** Losses that have a better kernel than their composition. */
public sealed interface Loss extends Op {

  /**
   * Mean cross-entropy of softmax against classes. Inputs {@code logits [n, c]}, {@code labels [n]}
   * of {@link DType#I32}; a scalar. A share {@code smoothing} of each target is spread over all
   * classes (Szegedy et al. 2016).
   */
  record CrossEntropy(double smoothing) implements Loss {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      TensorType logits = inputs.get(0);
      Check.rank(this, "logits [n, classes]", logits, 2);
      Check.floating(this, logits);
      Check.same(this, "labels", Shape.of(logits.shape().dim(0)), inputs.get(1).shape());
      Check.that(
          inputs.get(1).dtype() == DType.I32,
          this,
          "labels are " + inputs.get(1).dtype(),
          "pass class indices as i32");
      Check.that(
          smoothing >= 0 && smoothing < 1,
          this,
          "label smoothing " + smoothing,
          "use 0 or more and less than 1");
      return List.of(logits.with(Shape.scalar()));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Tensor dx =
          Tensor.of(
              new CrossEntropyGrad(smoothing), node.input(0), node.input(1), upstream.getFirst());
      return List.of(dx, Tensor.zero());
    }
  }

  /**
   * Gradient of {@link CrossEntropy} for the logits: {@code (softmax - target) * upstream / n}.
   * Inputs logits, labels, scalar upstream gradient.
   */
  record CrossEntropyGrad(double smoothing) implements Loss {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 3);
      return List.of(inputs.getFirst());
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Tensor logits = node.input(0);
      double perRow = 1.0 / logits.shape().dim(0);
      // For a fixed upstream gradient the targets are constant: only the softmax varies.
      List<Tensor> through =
          GradientWalk.through(
              in -> in.get(0).softmax(-1).mul(in.get(1)).mul(perRow),
              List.of(logits, node.input(2)),
              upstream.getFirst());
      Tensor slope = Tensor.of(this, logits, node.input(1), Tensor.full(node.input(2).type(), 1));
      return List.of(through.getFirst(), Tensor.zero(), upstream.getFirst().mul(slope).sum());
    }
  }
}
