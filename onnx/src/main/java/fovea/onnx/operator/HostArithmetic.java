package fovea.onnx.operator;

import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.lang.foreign.ValueLayout;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Arithmetic on numbers that are known while a graph is traced: sizes, axes, scales. */
public final class HostArithmetic {
  /** Known numbers are few; a file that asks for more wants to fill the memory. */
  static final long MOST = 1 << 24;

  private HostArithmetic() {}

  /** Numbers of {@code dtype}. */
  public static TracedValue.Known of(DType dtype, Shape shape, double... values) {
    return new TracedValue.Known(HostBuffer.of(new TensorType(checked(shape), dtype), values));
  }

  /** A vector of whole numbers. */
  static TracedValue.Known wholes(long... values) {
    HostBuffer data = HostBuffer.allocate(new TensorType(Shape.of(values.length), DType.I64));
    for (int i = 0; i < values.length; i++) {
      data.data().setAtIndex(ValueLayout.JAVA_LONG, i, values[i]);
    }
    return new TracedValue.Known(data);
  }

  /** Numbers of {@code dtype}, each a function of its index. */
  static TracedValue.Known fill(DType dtype, Shape shape, LongToDouble value) {
    HostBuffer data = HostBuffer.allocate(new TensorType(checked(shape), dtype));
    for (long i = 0; i < shape.elements(); i++) {
      data.set(i, value.at(i));
    }
    return new TracedValue.Known(data);
  }

  /** A function of an index. */
  @FunctionalInterface
  interface LongToDouble {
    /** The value at {@code index}. */
    double at(long index);
  }

  /** Each number by {@code function}, kept in its type. */
  static TracedValue.Known map(TracedValue.Known x, DType dtype, DoubleUnaryOperator function) {
    return fill(dtype, x.shape(), i -> function.applyAsDouble(x.data().at(i)));
  }

  /** Pairs of numbers by {@code function}, sizes of 1 broadcast. */
  static TracedValue.Known zip(
      TracedValue.Known a, TracedValue.Known b, DType dtype, DoubleBinaryOperator function) {
    Shape shape = checked(a.shape().broadcast(b.shape()));
    LongUnaryOperator left = broadcast(a.shape(), shape);
    LongUnaryOperator right = broadcast(b.shape(), shape);
    return fill(
        dtype,
        shape,
        i ->
            function.applyAsDouble(
                a.data().at(left.applyAsLong(i)), b.data().at(right.applyAsLong(i))));
  }

  /** Elements of {@code x} in another arrangement, each by the index where it comes from. */
  static TracedValue.Known pick(TracedValue.Known x, Shape shape, LongUnaryOperator from) {
    return fill(x.data().type().dtype(), shape, i -> x.data().at(from.applyAsLong(i)));
  }

  /** {@code x} with sizes of 1 broadcast to {@code target}. */
  static TracedValue.Known broadcast(TracedValue.Known x, Shape target) {
    return pick(x, target, broadcast(x.shape(), checked(target)));
  }

  /** The index in {@code source} for an index in {@code target}, sizes of 1 broadcast. */
  private static LongUnaryOperator broadcast(Shape source, Shape target) {
    long[] from = source.strides();
    long[] to = target.strides();
    int lead = target.rank() - source.rank();
    return index -> {
      long rest = index;
      long found = 0;
      for (int axis = 0; axis < to.length; axis++) {
        long place = rest / to[axis];
        rest %= to[axis];
        if (axis >= lead && source.dim(axis - lead) != 1) {
          found += place * from[axis - lead];
        }
      }
      return found;
    };
  }

  /** Whole numbers as ints. */
  static int[] ints(long... values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = small(values[i]);
    }
    return ints;
  }

  /** A whole number that stands for a size, a place or an axis. */
  public static int small(long value) {
    if (Math.abs(value) >= Integer.MAX_VALUE) {
      throw FoveaException.here(
          "a size or place of " + value, "get the model again: no network needs such a number");
    }
    return (int) value;
  }

  private static Shape checked(Shape shape) {
    if (shape.elements() > MOST) {
      throw FoveaException.here(
          "constants of shape " + shape + " are to be computed",
          "store them in the file as an initializer");
    }
    return shape;
  }
}
