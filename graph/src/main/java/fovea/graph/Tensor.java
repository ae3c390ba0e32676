package fovea.graph;

import fovea.graph.internal.Check;
import fovea.graph.internal.CompositeOps;
import fovea.graph.internal.Detach;
import fovea.graph.internal.LastAxis;
import fovea.graph.internal.OneHot;
import fovea.graph.op.Conv;
import fovea.graph.op.Dense;
import fovea.graph.op.GradientRule;
import fovea.graph.op.Move;
import fovea.graph.op.Norm;
import fovea.graph.op.Op;
import fovea.graph.op.Pool;
import fovea.graph.op.Source;
import fovea.graph.op.Upsample;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A node's result: shape and element type are known, the values are computed when they are asked
 * for. Methods only build the graph; {@link #value}, {@link #item} and {@link #floats} run it.
 */
public final class Tensor implements Elementwise, AlongAxes {
  private static final Tensor ZERO = scalar(0);

  private final Node node;
  private final int index;
  private final TensorType type;

  Tensor(Node node, int index, TensorType type) {
    this.node = node;
    this.index = index;
    this.type = type;
  }

  // ---- making

  /** The first result of {@code op}. */
  public static Tensor of(Op op, Tensor... inputs) {
    return Node.of(op, List.of(inputs)).output();
  }

  /** A tensor of the given 32-bit values. */
  public static Tensor of(Shape shape, float... values) {
    double[] wide = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    return of(HostBuffer.of(new TensorType(shape, DType.F32), wide));
  }

  /** A tensor of the given 32-bit values, along one axis. */
  public static Tensor of(float[] values) {
    return of(Shape.of(values.length), values);
  }

  /**
   * A tensor of the given rows of 32-bit values.
   *
   * @throws FoveaException if they differ in length
   */
  public static Tensor of(float[][] rows) {
    return NestedArrays.floats(rows);
  }

  /** A tensor of 32-bit values with three axes; see {@link #of(float[][])}. */
  public static Tensor of(float[][][] values) {
    return NestedArrays.floats(values);
  }

  /** A tensor of 32-bit values with four axes; see {@link #of(float[][])}. */
  public static Tensor of(float[][][][] values) {
    return NestedArrays.floats(values);
  }

  /** A tensor over memory that the caller does not change any more. */
  public static Tensor of(HostBuffer values) {
    return of(new Source.Given(values));
  }

  /** A single 32-bit number. */
  public static Tensor scalar(double value) {
    return full(TensorType.f32(), value);
  }

  /** A tensor of one repeated value. */
  public static Tensor full(TensorType type, double value) {
    return of(new Source.Full(value, type));
  }

  /** The present value of a variable. */
  static Tensor stored(Variable variable) {
    return of(new Source.Stored(variable, variable.version()));
  }

  /** The symbolic zero of gradients: adding it changes nothing, no memory holds it. */
  public static Tensor zero() {
    return ZERO;
  }

  // ---- looking

  /** The node that computes it. */
  public Node node() {
    return node;
  }

  /** Which result of the node it is. */
  public int index() {
    return index;
  }

  @Override
  public TensorType type() {
    return type;
  }

  /** Sizes along the axes. */
  public Shape shape() {
    return type.shape();
  }

  @Override
  public boolean isZero() {
    return this == ZERO;
  }

  /** This tensor, or zeros of {@code type} if it is the symbolic zero. */
  public Tensor orZeros(TensorType type) {
    return isZero() ? full(type, 0) : this;
  }

  /**
   * Computes the values.
   *
   * @throws FoveaException while a function is traced, or if this was made from a function's
   *     arguments
   */
  public HostBuffer value() {
    return Engine.instance().evaluate(List.of(this), Device.current()).getFirst();
  }

  /** Computes the {@link #value} as floats in row-major order. */
  public float[] floats() {
    return value().floats();
  }

  /** Computes the only {@link #value}. */
  public double item() {
    if (shape().elements() != 1) {
      throw FoveaException.here(
          "item() of a tensor of shape " + shape(), "use floats() for more than one element");
    }
    return value().at(0);
  }

  // ---- composing

  /** Applies a layer, a lambda or a method reference. */
  public Tensor apply(Function<Tensor, Tensor> function) {
    return function.apply(this);
  }

  // ---- layers' ops

  /** Convolution without bias with {@code weight [k, c, kh, kw]}, stride 1 and no padding. */
  public Tensor conv2d(Tensor weight) {
    return conv2d(weight, Window.of(1));
  }

  /** Convolution without bias; the kernel is that of {@code weight [k, c, kh, kw]}. */
  public Tensor conv2d(Tensor weight, Window window) {
    return conv2d(weight, window, 1);
  }

  /** Convolution without bias; the kernel is that of {@code weight [k, c / groups, kh, kw]}. */
  public Tensor conv2d(Tensor weight, Window window, int groups) {
    return of(new Conv.Conv2d(Conv.over(weight, window), groups), this, weight);
  }

  /** Convolution with {@code bias [k]}. */
  public Tensor conv2d(Tensor weight, Tensor bias, Window window, int groups) {
    return of(new Conv.Conv2d(Conv.over(weight, window), groups), this, weight, bias);
  }

  /**
   * Transposed convolution: the adjoint of a convolution with {@code weight [c, k / groups, kh,
   * kw]} and {@code window}; {@code outputPadding} more rows and columns at the end.
   */
  public Tensor convTranspose2d(
      Tensor weight, Window window, Window.Size outputPadding, int groups) {
    Check.pictures("convTranspose2d", type);
    Window fitted = Conv.over(weight, window);
    int channels = weight.shape().dim(1) * groups;
    Shape result = Conv.transposed(shape(), fitted, outputPadding).with(1, channels);
    return of(new Conv.InputGrad(fitted, groups, result), this, weight);
  }

  /** Largest element of each square of {@code size} by {@code size}, side by side. */
  public Tensor maxPool(int size) {
    return maxPool(Window.of(size).stride(size));
  }

  /** Largest element of each window. */
  public Tensor maxPool(Window window) {
    return maxPool(new Pool.Pooling(window, false));
  }

  /** Largest element of each window, with a choice of the last, partial ones. */
  public Tensor maxPool(Pool.Pooling pooling) {
    return of(new Pool.Max(pooling), this);
  }

  /** Mean of each square of {@code size} by {@code size}, side by side. */
  public Tensor averagePool(int size) {
    return averagePool(Window.of(size).stride(size));
  }

  /** Mean of each window, padding counted as zeros. */
  public Tensor averagePool(Window window) {
    return averagePool(new Pool.Pooling(window, false), true);
  }

  /** Mean of each window. */
  public Tensor averagePool(Pool.Pooling pooling, boolean countPadding) {
    return of(new Pool.Average(pooling, countPadding), this);
  }

  /** Mean over a grid of the given size. */
  public Tensor adaptiveAveragePool(int height, int width) {
    return of(new Pool.AdaptiveAverage(height, width), this);
  }

  /** Fully connected layer over the last axis, without bias; all axes before it are kept. */
  public Tensor linear(Tensor weight) {
    return LastAxis.linear(this, weight);
  }

  /** Fully connected layer over the last axis; all axes before it are kept. */
  public Tensor linear(Tensor weight, Tensor bias) {
    return LastAxis.linear(this, weight, bias);
  }

  /** Matrix product over the last two axes. */
  public Tensor matmul(Tensor other) {
    return of(new Dense.MatMul(false, false), this, other);
  }

  /** Local response normalization, in PyTorch's convention. */
  public Tensor localResponseNorm(Norm.LocalResponse norm) {
    return of(norm, this);
  }

  /** Bilinear resampling to {@code height} by {@code width}. */
  public Tensor upsampleBilinear(int height, int width, boolean alignCorners) {
    return of(new Upsample.Bilinear(height, width, alignCorners), this);
  }

  // ---- moving

  /** Sum over the axes that broadcasting repeated, giving {@code target}. */
  public Tensor sumTo(Shape target) {
    if (isZero() || shape().equals(target)) {
      return this;
    }
    int lead = shape().rank() - target.rank();
    int[] axes =
        IntStream.range(0, shape().rank())
            .filter(i -> i < lead || (target.dim(i - lead) == 1 && shape().dim(i) != 1))
            .toArray();
    return sum(Axes.of(axes).keep()).reshape(target);
  }

  /** Another shape for the same elements; one size may be -1. */
  public Tensor reshape(int... dims) {
    return reshape(shape().resolve(dims));
  }

  /** Another shape for the same elements. */
  public Tensor reshape(Shape target) {
    return of(new Move.Reshape(target), this);
  }

  /** Joins axis {@code from} and all after it. */
  public Tensor flatten(int from) {
    return reshape(shape().flattened(from));
  }

  /**
   * Without the axes of size 1; of those named, if any are, which may be others, too, that stay.
   */
  public Tensor squeeze(int... axes) {
    return reshape(CompositeOps.squeezed(shape(), axes));
  }

  /** With an axis of size 1 in the place {@code axis} of the result. */
  public Tensor unsqueeze(int axis) {
    return reshape(CompositeOps.unsqueezed(shape(), axis, 1));
  }

  /** Reorders axes: axis {@code i} of the result is axis {@code order[i]} of this. */
  public Tensor transpose(int... order) {
    return of(new Move.Transpose(IntStream.of(order).map(shape()::axis).boxed().toList()), this);
  }

  /** Elements {@code from} to {@code to} (exclusive) along {@code axis}. */
  public Tensor slice(int axis, int from, int to) {
    return slice(axis, from, to, 1);
  }

  /**
   * Every {@code step}-th element from {@code from} to {@code to} (exclusive) along {@code axis}.
   */
  public Tensor slice(int axis, int from, int to, int step) {
    return isZero() ? ZERO : of(new Move.Slice(shape().axis(axis), from, to, step), this);
  }

  /** Joins tensors along {@code axis}. */
  public static Tensor concat(int axis, List<Tensor> parts) {
    int index = parts.isEmpty() ? axis : parts.getFirst().shape().axis(axis);
    return Node.of(new Move.Concat(index), parts).output();
  }

  /** Joins tensors of one shape along a new axis, {@code axis} of the result. */
  public static Tensor stack(int axis, List<Tensor> parts) {
    return CompositeOps.stack(axis, parts);
  }

  /**
   * {@code a} where the condition is not 0, else {@code b}, broadcasting.
   *
   * @param condition of any element type
   */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return CompositeOps.where(condition, a, b);
  }

  /** Adds zeros along {@code axis}. */
  public Tensor pad(int axis, int before, int after) {
    return of(new Move.Pad(shape().axis(axis), before, after, 0), this);
  }

  /** Repeats axes of size 1. */
  public Tensor broadcastTo(Shape target) {
    return shape().equals(target) ? this : of(new Move.Broadcast(target), this);
  }

  /** Entries along {@code axis} at {@code indices}. */
  public Tensor gather(int axis, Tensor indices) {
    return of(new Move.Gather(shape().axis(axis)), this, indices);
  }

  /** These class indices as f32 vectors of a last axis: 1 at the class, 0 elsewhere. */
  public Tensor oneHot(int classes) {
    return oneHot(classes, -1);
  }

  /**
   * These class indices as f32 vectors along a new axis, {@code axis} of the result: 1 at the
   * class, 0 elsewhere. An index that is negative or no less than {@code classes} is an error when
   * it is met.
   *
   * @throws FoveaException if the elements are no integers
   */
  public Tensor oneHot(int classes, int axis) {
    return OneHot.of(this, classes, axis);
  }

  /** The same values as another element type. */
  public Tensor cast(DType dtype) {
    return type.dtype() == dtype ? this : of(new Move.Cast(dtype), this);
  }

  // ---- gradients

  /** The same values, through which no gradient flows. */
  public Tensor detach() {
    return new Detach().apply(this);
  }

  /** Gradients of this scalar with respect to {@code wrt}, as nodes. */
  public List<Tensor> gradients(List<Tensor> wrt) {
    return Gradients.of(this, wrt);
  }

  /** What flows back to {@code wrt} by {@code rule}, such as {@link GradientRule#guided}. */
  public List<Tensor> gradients(List<Tensor> wrt, GradientRule rule) {
    return Gradients.of(this, wrt, rule);
  }

  /**
   * The values as NumPy prints them, after a line with element type and shape: all, or the first
   * and last three along each axis if there are more than 1000. Computes them, but not while a
   * function is traced and not if they follow from a function's arguments: then it says what the
   * tensor is the result of.
   */
  @Override
  public String toString() {
    return TensorText.of(this);
  }
}
