package fovea.onnx.operator;

import fovea.graph.Tensor;
import fovea.graph.op.Unary;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.Arrays;

/** What several families of operators do with shapes and numbers. */
final class Shaping {
  private Shaping() {}

  /** {@code x} in another shape; itself if that is its own. */
  static Tensor reshaped(Tensor x, Shape shape) {
    return x.shape().equals(shape) ? x : x.reshape(shape);
  }

  /** {@code x} in another shape. */
  static TracedValue reshaped(TracedValue x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    if (x.shape().elements() != shape.elements()) {
      throw FoveaException.here(
          "%s does not have the elements of %s".formatted(x.shape(), shape),
          "check the size of the pictures, or get the model again");
    }
    return x instanceof TracedValue.Known known
        ? HostArithmetic.pick(known, shape, i -> i)
        : new TracedValue.Traced(x.tensor().reshape(shape));
  }

  /** Values {@code [c]} as they meet {@code [n, c, ..]} of {@code rank} axes. */
  static Tensor perChannel(Tensor values, int rank) {
    int[] dims = new int[rank];
    Arrays.fill(dims, 1);
    dims[Math.min(1, rank - 1)] = HostArithmetic.small(values.shape().elements());
    return values.reshape(Shape.of(dims));
  }

  /** Whether {@code value} is one known number that does not change the shape of {@code other}. */
  static boolean isNumber(TracedValue value, TracedValue other) {
    return value instanceof TracedValue.Known
        && value.shape().elements() == 1
        && value.shape().rank() <= other.shape().rank()
        && other instanceof TracedValue.Traced traced
        && traced.tensor().type().dtype().floating();
  }

  /** The number of which {@link #isNumber} has been asked. */
  static double number(TracedValue value) {
    if (value instanceof TracedValue.Known known) {
      return known.data().at(0);
    }
    throw new IllegalArgumentException("no known number");
  }

  /**
   * Input {@code second} brought into a shape that meets input {@code first} at the end: before
   * version 7 it could belong to axes in the middle.
   */
  static TracedValue aligned(NodeCall call, int first, int second) {
    TracedValue b = call.value(second);
    if (call.version() >= 7 || !call.node().has("axis")) {
      return b;
    }
    int rank = call.shape(first).rank();
    int axis = call.axis(call.node().whole("axis", 0), rank);
    int[] dims = new int[rank - axis];
    if (b.shape().rank() > dims.length) {
      throw FoveaException.here(
          "an input of shape " + b.shape() + " does not fit behind axis " + axis,
          "get or export the model again");
    }
    Arrays.fill(dims, 1);
    System.arraycopy(b.shape().dims(), 0, dims, 0, b.shape().rank());
    Shape shape = Shape.of(dims);
    return reshaped(b, shape);
  }

  /** {@code a * b}; an activation times its own logistic is one op. */
  static Tensor product(Tensor a, Tensor b) {
    if (isSigmoid(b, a)) {
      return a.silu();
    }
    return isSigmoid(a, b) ? b.silu() : a.mul(b);
  }

  private static boolean isSigmoid(Tensor y, Tensor x) {
    return y.node().op() instanceof Unary.Sigmoid && y.node().input(0) == x;
  }
}
