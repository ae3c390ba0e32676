package fovea.graph.op;

import fovea.graph.Axes;
import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.internal.GradientWalk;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;

/** Exponentials along an axis that sum to one, and their logarithms. */
public sealed interface Distribution extends Op {

  /** The axis that sums to one; negative counts from the end. */
  int axis();

  @Override
  default ReceptiveField receptiveField(Shape x) {
    return ReceptiveField.sameIf(x.axis(axis()) < x.rank() - 2, x);
  }

  @Override
  default List<TensorType> types(List<TensorType> inputs) {
    Check.floating(this, inputs.getFirst());
    inputs.getFirst().shape().axis(axis());
    return List.of(inputs.getFirst());
  }

  /** {@code exp(x) / sum(exp(x))}. */
  record Softmax(int axis) implements Distribution {
    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(new SoftmaxGrad(axis), node.output(), upstream.getFirst()));
    }
  }

  /** {@code x - log(sum(exp(x)))}. */
  record LogSoftmax(int axis) implements Distribution {
    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(new LogSoftmaxGrad(axis), node.output(), upstream.getFirst()));
    }
  }

  /** Gradient of {@link Softmax} from its result {@code y}: {@code y * (dy - sum(dy * y))}. */
  record SoftmaxGrad(int axis) implements Distribution {
    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return GradientWalk.through(
          in -> {
            Tensor weighted = in.get(0).mul(in.get(1));
            return weighted.sub(in.get(0).mul(weighted.sum(Axes.of(axis).keep())));
          },
          node.inputs(),
          upstream.getFirst());
    }
  }

  /** Gradient of {@link LogSoftmax} from its result: {@code dy - exp(y) * sum(dy)}. */
  record LogSoftmaxGrad(int axis) implements Distribution {
    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return GradientWalk.through(
          in -> in.get(1).sub(in.get(0).exp().mul(in.get(1).sum(Axes.of(axis).keep()))),
          node.inputs(),
          upstream.getFirst());
    }
  }
}
