package fovea.onnx.operator;

import fovea.graph.Axes;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Norm;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.nn.layer.BatchNorm;
import fovea.nn.layer.BatchNorm2d;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Normalizations. */
final class NormImport {
  static final Map<String, Operator> OPERATORS =
      Map.of(
          "BatchNormalization", NormImport::batch,
          "InstanceNormalization", Operator.of(NormImport::instance),
          "LayerNormalization", NormImport::layer,
          "GroupNormalization", Operator.of(NormImport::group),
          "LpNormalization", Operator.of(NormImport::power),
          "LRN", Operator.of(NormImport::localResponse));

  private NormImport() {}

  /**
   * Trains like any other batch norm if its scale, shift and statistics belong to the network; else
   * it does what the node says.
   */
  private static List<TracedValue> batch(NodeCall call) {
    if (call.version() < 9 && call.node().whole("spatial", 1) == 0) {
      throw call.declined("statistics per pixel", "export it with a newer operator set");
    }
    Tensor x = call.single(0);
    Tensor picture = picture(x);
    double epsilon = call.node().real("epsilon", 1e-5);
    double kept = call.node().real("momentum", 0.9);
    if (call.value(1) instanceof TracedValue.Weight(var weight)
        && call.value(2) instanceof TracedValue.Weight(var bias)
        && call.value(3) instanceof TracedValue.Statistic(var mean, var batches)
        && call.value(4) instanceof TracedValue.Statistic(var variance, _)) {
      var norm = new BatchNorm(weight, bias, mean, variance, batches, 1 - kept, epsilon);
      Tensor y = new BatchNorm2d(norm).forward(picture);
      return List.of(like(x, y), TracedValue.of(mean.tensor()), TracedValue.of(variance.tensor()));
    }
    if (!trains(call)) {
      Tensor[] inputs = {picture, call.single(1), call.single(2), call.single(3), call.single(4)};
      return List.of(like(x, Tensor.of(new Norm.BatchNormInference(epsilon), inputs)));
    }
    Node norm =
        Node.of(new Norm.BatchNorm(epsilon), List.of(picture, call.single(1), call.single(2)));
    TracedValue mean = TracedValue.of(norm.output(1));
    TracedValue variance = TracedValue.of(norm.output(2));
    return List.of(
        like(x, norm.output()),
        following(call.single(3), norm.output(1), kept),
        following(call.single(4), norm.output(2), kept),
        mean,
        variance);
  }

  /** Before version 14, a norm that trains was one with more than one output. */
  private static boolean trains(NodeCall call) {
    return call.version() < 14
        ? IntStream.range(1, call.node().outputs().size()).anyMatch(call::asksFor)
        : call.node().whole("training_mode", 0) != 0;
  }

  private static TracedValue following(Tensor running, Tensor newest, double kept) {
    return TracedValue.of(kept == 0 ? newest : running.mul(kept).add(newest.mul(1 - kept)));
  }

  private static TracedValue like(Tensor x, Tensor y) {
    return TracedValue.of(Shaping.reshaped(y, x.shape()));
  }

  /** {@code [n, c]} and {@code [n, c, h, w]} as they are, other ranks as pictures of one column. */
  private static Tensor picture(Tensor x) {
    int rank = x.shape().rank();
    if (rank < 2) {
      throw FoveaException.here(
          "expected [n, c, ..], found " + x.shape(), "add the axes that are missing");
    }
    return rank == 2 || rank == 4 ? x : x.reshape(x.shape().dim(0), x.shape().dim(1), -1, 1);
  }

  /** Ulyanov et al. 2016. */
  private static TracedValue instance(NodeCall call) {
    Tensor x = call.single(0);
    int rank = x.shape().rank();
    Tensor normal =
        standardized(x, call.node().real("epsilon", 1e-5), IntStream.range(2, rank).toArray());
    return TracedValue.of(
        normal
            .mul(Shaping.perChannel(call.single(1), rank))
            .add(Shaping.perChannel(call.single(2), rank)));
  }

  /** Ba et al. 2016. */
  private static List<TracedValue> layer(NodeCall call) {
    Tensor x = call.single(0);
    int rank = x.shape().rank();
    int axis = call.axis(call.node().whole("axis", -1), rank);
    int[] axes = IntStream.range(axis, rank).toArray();
    Tensor mean = x.mean(Axes.of(axes).keep());
    Tensor centered = x.sub(mean);
    Tensor deviation = deviation(centered, call.node().real("epsilon", 1e-5), axes);
    Tensor scaled = centered.div(deviation).mul(call.single(1));
    Tensor y = call.has(2) ? scaled.add(call.single(2)) : scaled;
    Tensor inverse = Tensor.full(deviation.type(), 1).div(deviation);
    return List.of(TracedValue.of(y), TracedValue.of(mean), TracedValue.of(inverse));
  }

  /** Wu & He 2018. Before version 21 scale and shift belong to groups, not to channels. */
  private static TracedValue group(NodeCall call) {
    Tensor x = call.single(0);
    Shape shape = x.shape();
    int groups = HostArithmetic.small(call.node().whole("num_groups", 0));
    if (groups < 1 || shape.rank() < 3 || shape.dim(1) % groups != 0) {
      throw FoveaException.here(
          "the channels of " + shape + " do not divide into " + groups + " groups",
          "get or export the model again");
    }
    Tensor grouped = x.reshape(shape.dim(0), groups, -1);
    Tensor normal = standardized(grouped, call.node().real("epsilon", 1e-5), 2);
    if (call.version() < 21) {
      return TracedValue.of(
          normal
              .mul(Shaping.perChannel(call.single(1), 3))
              .add(Shaping.perChannel(call.single(2), 3))
              .reshape(shape));
    }
    return TracedValue.of(
        normal
            .reshape(shape)
            .mul(Shaping.perChannel(call.single(1), shape.rank()))
            .add(Shaping.perChannel(call.single(2), shape.rank())));
  }

  private static Tensor standardized(Tensor x, double epsilon, int... axes) {
    Tensor centered = x.sub(x.mean(Axes.of(axes).keep()));
    return centered.div(deviation(centered, epsilon, axes));
  }

  private static Tensor deviation(Tensor centered, double epsilon, int... axes) {
    return centered.mul(centered).mean(Axes.of(axes).keep()).add(epsilon).sqrt();
  }

  private static TracedValue power(NodeCall call) {
    Tensor x = call.single(0);
    int axis = call.axis(call.node().whole("axis", -1), x.shape().rank());
    double p = call.node().whole("p", 2);
    return TracedValue.of(x.div(x.abs().pow(p).sum(Axes.of(axis).keep()).pow(1 / p)));
  }

  /** Krizhevsky et al. 2012. */
  private static TracedValue localResponse(NodeCall call) {
    int size = HostArithmetic.small(call.node().whole("size", 1));
    if (size % 2 == 0) {
      throw call.declined("an even size of " + size, "use an odd one");
    }
    double alpha = call.node().real("alpha", 1e-4);
    double beta = call.node().real("beta", 0.75);
    double k = call.node().real("bias", 1);
    return TracedValue.of(
        call.single(0).localResponseNorm(new Norm.LocalResponse(size, alpha, beta, k)));
  }
}
