package fovea.onnx;

import fovea.graph.DType;
import fovea.graph.FoveaException;
import fovea.graph.HostBuffer;
import fovea.graph.Shape;
import fovea.graph.TensorType;
import java.lang.foreign.ValueLayout;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Arithmetic on numbers that are known while a graph is traced: sizes, axes, scales. */
final class Host {
  /** Known numbers are few; a file that asks for more wants to fill the memory. */
  static final long MOST = 1 << 24;

  private Host() {}

  /** Numbers of {@code dtype}. */
  static Value.Known of(DType dtype, Shape shape, double... values) {
    return new Value.Known(HostBuffer.of(new TensorType(checked(shape), dtype), values));
  }

  /** A vector of whole numbers. */
  static Value.Known wholes(long... values) {
    HostBuffer data = HostBuffer.allocate(new TensorType(Shape.of(values.length), DType.I64));
    for (int i = 0; i < values.length; i++) {
      data.data().setAtIndex(ValueLayout.JAVA_LONG, i, values[i]);
    }
    return new Value.Known(data);
  }

  /** Numbers of {@code dtype}, each a function of its index. */
  static Value.Known fill(DType dtype, Shape shape, LongToDouble value) {
    HostBuffer data = HostBuffer.allocate(new TensorType(checked(shape), dtype));
    for (long i = 0; i < shape.elements(); i++) {
      data.set(i, value.at(i));
    }
    return new Value.Known(data);
  }

  /** A function of an index. */
  @FunctionalInterface
  interface LongToDouble {
    /** The value at {@code index}. */
    double at(long index);
  }

  /** Each number by {@code function}, kept in its type. */
  static Value.Known map(Value.Known x, DType dtype, DoubleUnaryOperator function) {
    return fill(dtype, x.shape(), i -> function.applyAsDouble(x.data().at(i)));
  }

  /** Pairs of numbers by {@code function}, sizes of 1 stretched. */
  static Value.Known zip(Value.Known a, Value.Known b, DType dtype, DoubleBinaryOperator function) {
    Shape shape = checked(a.shape().broadcast(b.shape()));
    LongUnaryOperator left = stretched(a.shape(), shape);
    LongUnaryOperator right = stretched(b.shape(), shape);
    return fill(
        dtype,
        shape,
        i ->
            function.applyAsDouble(
                a.data().at(left.applyAsLong(i)), b.data().at(right.applyAsLong(i))));
  }

  /** Elements of {@code x} in another arrangement, each by the index where it comes from. */
  static Value.Known pick(Value.Known x, Shape shape, LongUnaryOperator from) {
    return fill(x.data().type().dtype(), shape, i -> x.data().at(from.applyAsLong(i)));
  }

  /** {@code x} with sizes of 1 stretched to {@code target}. */
  static Value.Known broadcast(Value.Known x, Shape target) {
    return pick(x, target, stretched(x.shape(), checked(target)));
  }

  /** The index in {@code source} for an index in {@code target}, sizes of 1 stretched. */
  private static LongUnaryOperator stretched(Shape source, Shape target) {
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
  static int small(long value) {
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
