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

/** Normalizations over {@code [n, c, h, w]} or {@code [n, c]}. */
public sealed interface Norm extends Op {

  @Override
  default ReceptiveField receptiveField(Shape x) {
    return ReceptiveField.same();
  }

  /**
   * Batch normalization by the statistics of the batch (Ioffe &amp; Szegedy 2015, algorithm 1).
   * Inputs {@code x}, {@code gamma [c]}, {@code beta [c]}; results {@code y}, mean {@code [c]} and
   * biased variance {@code [c]}.
   */
  record BatchNorm(double epsilon) implements Norm {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 3);
      TensorType channels = channels(this, inputs);
      return List.of(inputs.getFirst(), channels, channels);
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Tensor x = node.input(0);
      Tensor gamma = node.input(1);
      List<Tensor> direct = List.of(Tensor.zero(), Tensor.zero(), Tensor.zero());
      if (!upstream.getFirst().isZero()) {
        Node grad =
            Node.of(
                new BatchNormGrad(epsilon),
                List.of(x, node.output(1), node.output(2), gamma, upstream.getFirst()));
        direct = grad.outputs();
      }
      if (upstream.get(1).isZero() && upstream.get(2).isZero()) {
        return direct;
      }
      Tensor throughMean = upstream.get(1).orZeros(node.output(1).type());
      Tensor throughVariance = upstream.get(2).orZeros(node.output(2).type());
      List<Tensor> dx =
          GradientWalk.through(
              in -> {
                Tensor mean = channelMean(in.getFirst());
                Tensor centered = in.getFirst().sub(mean);
                Tensor variance = channelMean(centered.mul(centered));
                Shape c = throughMean.shape();
                return mean.reshape(c)
                    .mul(throughMean)
                    .add(variance.reshape(c).mul(throughVariance))
                    .sum();
              },
              List.of(x),
              Tensor.full(x.type().with(Shape.scalar()), 1));
      return List.of(direct.get(0).add(dx.getFirst()), direct.get(1), direct.get(2));
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(0, 0);
    }
  }

  /**
   * Gradient of {@link BatchNorm} through the statistics. Inputs {@code x}, mean, variance, {@code
   * gamma}, upstream gradient; results for {@code x}, {@code gamma}, {@code beta}.
   */
  record BatchNormGrad(double epsilon) implements Norm {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 5);
      TensorType channels = channels(this, inputs.subList(0, 4));
      Check.same(this, "an upstream gradient", inputs.get(0).shape(), inputs.get(4).shape());
      return List.of(inputs.getFirst(), channels, channels);
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      List<Tensor> inputs = List.of(node.input(0), node.input(3), node.input(4));
      List<Tensor> through =
          GradientWalk.through(
              in -> weigh(compose(in.get(0), in.get(1), in.get(2)), upstream),
              inputs,
              Tensor.full(node.input(0).type().with(Shape.scalar()), 1));
      // The statistics are functions of x, which the composition spells out.
      return List.of(through.get(0), Tensor.zero(), Tensor.zero(), through.get(1), through.get(2));
    }

    private List<Tensor> compose(Tensor x, Tensor gamma, Tensor dy) {
      Tensor centered = x.sub(channelMean(x));
      Tensor inverse = inverseDeviation(channelMean(centered.mul(centered)), epsilon);
      Tensor normal = centered.mul(inverse);
      Tensor projected = dy.sub(channelMean(dy)).sub(normal.mul(channelMean(dy.mul(normal))));
      Tensor dx = projected.mul(inverse).mul(perChannel(gamma, x.shape().rank()));
      return List.of(
          dx,
          dy.mul(normal).sumTo(perChannel(gamma, x.shape().rank()).shape()).reshape(gamma.shape()),
          dy.sumTo(perChannel(gamma, x.shape().rank()).shape()).reshape(gamma.shape()));
    }

    private static Tensor weigh(List<Tensor> results, List<Tensor> weights) {
      Tensor sum = Tensor.zero();
      for (int i = 0; i < results.size(); i++) {
        if (!weights.get(i).isZero()) {
          sum = sum.add(results.get(i).mul(weights.get(i)).sum());
        }
      }
      return sum;
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(0, 0, 4);
    }
  }

  /**
   * Batch normalization by fixed statistics (algorithm 2). Inputs {@code x}, {@code gamma}, {@code
   * beta}, mean, variance.
   */
  record BatchNormInference(double epsilon) implements Norm {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 5);
      channels(this, inputs);
      return List.of(inputs.getFirst());
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return GradientWalk.through(
          in -> {
            int rank = in.getFirst().shape().rank();
            Tensor inverse = inverseDeviation(perChannel(in.get(4), rank), epsilon);
            return in.get(0)
                .sub(perChannel(in.get(3), rank))
                .mul(inverse.mul(perChannel(in.get(1), rank)))
                .add(perChannel(in.get(2), rank));
          },
          node.inputs(),
          upstream.getFirst());
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(0, 0);
    }
  }

  /**
   * Local response normalization across channels (Krizhevsky et al. 2012): {@code x / (k + alpha /
   * size * sum of squares over size channels) ^ beta}.
   */
  record LocalResponse(int size, double alpha, double beta, double k) implements Norm {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      Check.pictures(this, inputs.getFirst());
      Check.floating(this, inputs.getFirst());
      Check.that(size > 0, this, "size " + size, "use a size of 1 or more");
      return inputs;
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(new LocalResponseGrad(this), node.input(0), upstream.getFirst()));
    }
  }

  /** Gradient of {@link LocalResponse}; inputs {@code x} and the upstream gradient. */
  record LocalResponseGrad(LocalResponse of) implements Norm {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      Check.same(this, "an upstream gradient", inputs.get(0).shape(), inputs.get(1).shape());
      return List.of(inputs.getFirst());
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return GradientWalk.through(
          in -> {
            Tensor x = in.get(0);
            Tensor dy = in.get(1);
            Tensor base = window(x.mul(x), false).mul(of.alpha / of.size).add(of.k);
            Tensor power = base.log().mul(-of.beta).exp();
            Tensor inner = window(dy.mul(x).mul(power).div(base), true);
            return dy.mul(power).sub(x.mul(inner).mul(2 * of.alpha * of.beta / of.size));
          },
          node.inputs(),
          upstream.getFirst());
    }

    /** Sums over neighboring channels; an even size reaches further back, its adjoint forward. */
    private Tensor window(Tensor x, boolean adjoint) {
      int before = of.size / 2;
      int after = of.size - 1 - before;
      int first = adjoint ? after : before;
      int last = adjoint ? before : after;
      Tensor padded = x.pad(1, first, last);
      Tensor sum = Tensor.zero();
      for (int i = 0; i < of.size; i++) {
        sum = sum.add(padded.slice(1, i, i + x.shape().dim(1)));
      }
      return sum;
    }
  }

  private static TensorType channels(Op op, List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    Check.floating(op, x);
    Check.that(
        x.shape().rank() == 2 || x.shape().rank() == 4,
        op,
        "expects [n, c] or [n, c, h, w], found " + x.shape(),
        x.shape().rank() == 3 ? Check.batchAxis(x.shape()) : "reshape it first");
    Shape channels = Shape.of(x.shape().dim(1));
    for (TensorType other : inputs.subList(1, inputs.size())) {
      Check.same(op, "values per channel", channels, other.shape());
    }
    return x.with(channels);
  }

  private static Tensor perChannel(Tensor values, int rank) {
    int channels = (int) values.shape().elements();
    return rank == 2 ? values.reshape(1, channels) : values.reshape(1, channels, 1, 1);
  }

  private static Tensor channelMean(Tensor x) {
    int channels = x.shape().dim(1);
    Shape kept = x.shape().rank() == 2 ? Shape.of(1, channels) : Shape.of(1, channels, 1, 1);
    return x.sumTo(kept).mul((double) channels / x.shape().elements());
  }

  private static Tensor inverseDeviation(Tensor variance, double epsilon) {
    Tensor deviation = variance.add(epsilon).sqrt();
    return Tensor.full(deviation.type(), 1).div(deviation);
  }
}
