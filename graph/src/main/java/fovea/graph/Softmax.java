package fovea.graph;

import java.util.List;

/** Exponentials along an axis that sum to one, and their logarithms. */
public sealed interface Softmax extends Op {

  /** The axis that sums to one; negative counts from the end. */
  int axis();

  @Override
  default List<TensorType> types(List<TensorType> inputs) {
    Check.floating(this, inputs.getFirst());
    inputs.getFirst().shape().axis(axis());
    return List.of(inputs.getFirst());
  }

  /** {@code exp(x) / sum(exp(x))}. */
  record Probabilities(int axis) implements Softmax {
    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(new ProbabilitiesGrad(axis), node.output(), upstream.getFirst()));
    }

    @Override
    public String name() {
      return "softmax";
    }
  }

  /** {@code x - log(sum(exp(x)))}. */
  record LogProbabilities(int axis) implements Softmax {
    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(new LogProbabilitiesGrad(axis), node.output(), upstream.getFirst()));
    }

    @Override
    public String name() {
      return "logSoftmax";
    }
  }

  /** Gradient of {@link Probabilities} from its result {@code y}: {@code y * (dy - sum(dy * y))}. */
  record ProbabilitiesGrad(int axis) implements Softmax {
    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return Gradients.through(
          in -> {
            Tensor weighted = in.get(0).mul(in.get(1));
            return weighted.sub(in.get(0).mul(weighted.sum(true, axis)));
          },
          node.inputs(),
          upstream.getFirst());
    }

    @Override
    public String name() {
      return "softmaxGrad";
    }
  }

  /** Gradient of {@link LogProbabilities} from its result: {@code dy - exp(y) * sum(dy)}. */
  record LogProbabilitiesGrad(int axis) implements Softmax {
    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return Gradients.through(
          in -> in.get(1).sub(in.get(0).exp().mul(in.get(1).sum(true, axis))),
          node.inputs(),
          upstream.getFirst());
    }

    @Override
    public String name() {
      return "logSoftmaxGrad";
    }
  }
}
