package fovea.onnx.operator;

import static java.util.Map.entry;

import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.graph.op.Reduce;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Sums, means and extremes along axes, and distributions. */
final class ReductionImport {
  static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          entry("ReduceSum", reduce(Tensor::sum, DoubleStream::sum)),
          entry("ReduceMean", reduce(Tensor::mean, x -> x.average().orElse(Double.NaN))),
          entry("ReduceMax", reduce(Tensor::max, x -> x.max().orElse(Double.NEGATIVE_INFINITY))),
          entry("ReduceMin", reduce(Tensor::min, x -> x.min().orElse(Double.MAX_VALUE))),
          entry("ReduceProd", reduce(ReductionImport::product, x -> x.reduce(1, (a, b) -> a * b))),
          entry("ReduceL1", reduce(ReductionImport::absolute, x -> x.map(Math::abs).sum())),
          entry("ReduceL2", reduce(ReductionImport::length, x -> Math.sqrt(squares(x)))),
          entry("ReduceSumSquare", reduce(ReductionImport::squares, ReductionImport::squares)),
          entry("ReduceLogSum", reduce(ReductionImport::logSum, x -> Math.log(x.sum()))),
          entry(
              "ReduceLogSumExp",
              reduce(ReductionImport::logSumExp, x -> Math.log(x.map(Math::exp).sum()))),
          entry("ArgMax", Operator.of(call -> extreme(call, call.real(0)))),
          entry("ArgMin", Operator.of(call -> extreme(call, call.real(0).neg()))),
          entry("Softmax", Operator.of(call -> distribution(call, Tensor::softmax))),
          entry("LogSoftmax", Operator.of(call -> distribution(call, Tensor::logSoftmax))));

  private ReductionImport() {}

  /** A reduction as a graph. */
  @FunctionalInterface
  private interface Traced {
    /** {@code x} reduced over {@code axes}. */
    Tensor of(Tensor x, Axes axes);
  }

  /** Probabilities along an axis. */
  @FunctionalInterface
  private interface Along {
    /** The distribution. */
    Tensor of(Tensor x, int axis);
  }

  private static Operator reduce(Traced traced, ToDoubleFunction<DoubleStream> known) {
    return Operator.of(
        call -> {
          Shape x = call.shape(0);
          boolean keep = call.node().whole("keepdims", 1) != 0;
          long[] named = call.wholes(1, "axes");
          boolean all = named.length == 0;
          if (all && call.node().whole("noop_with_empty_axes", 0) != 0) {
            return call.value(0);
          }
          int[] axes = all ? IntStream.range(0, x.rank()).toArray() : call.axes(named, x.rank());
          return call.value(0) instanceof TracedValue.Known numbers
              ? reduced(numbers, keep, axes, known)
              : TracedValue.of(traced.of(call.real(0), axes(keep, axes)));
        });
  }

  private static TracedValue reduced(
      TracedValue.Known x, boolean keep, int[] axes, ToDoubleFunction<DoubleStream> function) {
    Shape shape = x.shape();
    List<Integer> gone = IntStream.of(axes).boxed().toList();
    Shape kept = Reduce.reduced(shape, gone, true);
    int count =
        HostArithmetic.small(
            IntStream.of(axes).mapToLong(shape::dim).reduce(1, Math::multiplyExact));
    // First the axes that stay, then those that go, so that each sum is a row.
    int[] order =
        IntStream.concat(
                IntStream.range(0, shape.rank()).filter(i -> !gone.contains(i)), IntStream.of(axes))
            .toArray();
    TracedValue.Known rows = ShapeImport.transposed(x, order);
    TracedValue.Known result =
        HostArithmetic.fill(
            x.data().type().dtype(),
            kept,
            row ->
                function.applyAsDouble(
                    IntStream.range(0, count).mapToDouble(i -> rows.data().at(row * count + i))));
    Shape target = Reduce.reduced(shape, gone, keep);
    return Shaping.reshaped(result, target);
  }

  private static Axes axes(boolean keep, int... axes) {
    Axes gone = Axes.of(axes);
    return keep ? gone.keep() : gone;
  }

  private static Tensor product(Tensor x, Axes axes) {
    throw FoveaException.here(
        "a product of numbers that follow from the picture is not supported",
        "use a sum of logarithms");
  }

  private static Tensor absolute(Tensor x, Axes axes) {
    return x.abs().sum(axes);
  }

  private static Tensor squares(Tensor x, Axes axes) {
    return x.mul(x).sum(axes);
  }

  private static double squares(DoubleStream x) {
    return x.map(v -> v * v).sum();
  }

  private static Tensor length(Tensor x, Axes axes) {
    return squares(x, axes).sqrt();
  }

  private static Tensor logSum(Tensor x, Axes axes) {
    return x.sum(axes).log();
  }

  /** The largest is taken out first, so that nothing overflows. */
  private static Tensor logSumExp(Tensor x, Axes axes) {
    Tensor largest = x.max(axes.keep());
    Tensor sum = x.sub(largest).exp().sum(axes.keep()).log().add(largest);
    return axes.kept() ? sum : sum.sum(axes);
  }

  private static TracedValue extreme(NodeCall call, Tensor x) {
    int axis = call.axis(call.node().whole("axis", 0), x.shape().rank());
    boolean last = call.node().whole("select_last_index", 0) != 0;
    Tensor indices = (last ? places(x, axis) : x).argmax(axis);
    boolean keep = call.node().whole("keepdims", 1) != 0;
    return TracedValue.of(keep ? indices.reshape(x.shape().with(axis, 1)) : indices);
  }

  /** Places along {@code axis}, from 1, where {@code x} is largest; elsewhere 0. */
  private static Tensor places(Tensor x, int axis) {
    int[] dims = new int[x.shape().rank()];
    Arrays.fill(dims, 1);
    dims[axis] = x.shape().dim(axis);
    TracedValue.Known places = HostArithmetic.fill(x.type().dtype(), Shape.of(dims), i -> i + 1.0);
    return x.equal(x.max(Axes.of(axis).keep())).mul(places.tensor());
  }

  /** Before version 13 all axes from the given one on were one. */
  private static TracedValue distribution(NodeCall call, Along function) {
    Tensor x = call.real(0);
    int rank = x.shape().rank();
    if (call.version() >= 13) {
      return TracedValue.of(function.of(x, call.axis(call.node().whole("axis", -1), rank)));
    }
    int axis = call.axis(call.node().whole("axis", 1), rank);
    if (axis == rank - 1) {
      return TracedValue.of(function.of(x, axis));
    }
    int rows = IntStream.range(0, axis).map(x.shape()::dim).reduce(1, Math::multiplyExact);
    return TracedValue.of(function.of(x.reshape(rows, -1), 1).reshape(x.shape()));
  }
}
