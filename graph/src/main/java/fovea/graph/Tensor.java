package fovea.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A node's result: shape and element type are known, the values are computed when they are asked
 * for. Methods only build the graph; {@link #value}, {@link #item} and {@link #floats} run it.
 */
public final class Tensor {
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

  /** Shape and element type. */
  public TensorType type() {
    return type;
  }

  /** Sizes along the axes. */
  public Shape shape() {
    return type.shape();
  }

  /** Whether it is the symbolic zero. */
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

  // ---- arithmetic

  /** {@code this + other}, broadcasting. */
  public Tensor add(Tensor other) {
    if (isZero() || other.isZero()) {
      return isZero() ? other : this;
    }
    return of(new Binary.Add(), this, other);
  }

  /** {@code this + value}; a whole one if the elements are integers. */
  public Tensor add(double value) {
    return floating() ? of(new Unary.Affine(1, value), this) : add(like(value));
  }

  /** {@code this - other}, broadcasting. */
  public Tensor sub(Tensor other) {
    return of(new Binary.Sub(), this, other);
  }

  /** {@code this - value}; a whole one if the elements are integers. */
  public Tensor sub(double value) {
    return floating() ? add(-value) : sub(like(value));
  }

  /** {@code this * other}, broadcasting. */
  public Tensor mul(Tensor other) {
    return isZero() || other.isZero() ? ZERO : of(new Binary.Mul(), this, other);
  }

  /** {@code this * value}; a whole one if the elements are integers. */
  public Tensor mul(double value) {
    if (isZero()) {
      return ZERO;
    }
    return floating() ? of(new Unary.Affine(value, 0), this) : mul(like(value));
  }

  /** {@code this / other}, broadcasting. */
  public Tensor div(Tensor other) {
    return isZero() ? ZERO : of(new Binary.Div(), this, other);
  }

  /**
   * {@code this / value}.
   *
   * @throws FoveaException if the elements are integers, whose quotient is none
   */
  public Tensor div(double value) {
    Check.floating("a division by a number", type);
    return mul(1 / value);
  }

  /** {@code -this}. */
  public Tensor neg() {
    return mul(-1);
  }

  /** The larger of both, broadcasting. */
  public Tensor maximum(Tensor other) {
    return of(new Binary.Maximum(), this, other);
  }

  /** The smaller of both, broadcasting. */
  public Tensor minimum(Tensor other) {
    return of(new Binary.Minimum(), this, other);
  }

  /** The smaller of each element and {@code value}. */
  public Tensor minimum(double value) {
    return minimum(like(value));
  }

  /** 1 where larger than {@code other}, else 0, broadcasting. */
  public Tensor greater(Tensor other) {
    return of(new Binary.Greater(), this, other);
  }

  /** 1 where larger than {@code value}, else 0. */
  public Tensor greater(double value) {
    return greater(like(value));
  }

  /** 1 where equal to {@code other}, else 0, broadcasting. */
  public Tensor equal(Tensor other) {
    return of(new Binary.Equal(), this, other);
  }

  /** {@code a} where the condition is not 0, else {@code b}, broadcasting. */
  public static Tensor select(Tensor condition, Tensor a, Tensor b) {
    return Composed.select(condition, a, b);
  }

  // ---- functions and activations

  /** Natural exponential. */
  public Tensor exp() {
    return of(new Unary.Exp(), this);
  }

  /** Natural logarithm. */
  public Tensor log() {
    return of(new Unary.Log(), this);
  }

  /** Square root. */
  public Tensor sqrt() {
    return of(new Unary.Sqrt(), this);
  }

  /** Absolute value. */
  public Tensor abs() {
    return of(new Unary.Abs(), this);
  }

  /** Error function. */
  public Tensor erf() {
    return of(new Unary.Erf(), this);
  }

  /** Limits to {@code [low, high]}. */
  public Tensor clip(double low, double high) {
    return of(new Unary.Clip(low, high), this);
  }

  /** {@code max(x, 0)}; about NaN see {@link Unary.Relu}. */
  public Tensor relu() {
    return of(new Unary.Relu(), this);
  }

  /** {@code min(max(x, 0), 6)}. */
  public Tensor relu6() {
    return clip(0, 6);
  }

  /** {@code x} above 0, else {@code slope * x}. */
  public Tensor leakyRelu(double slope) {
    return of(new Unary.LeakyRelu(slope), this);
  }

  /** {@code x} above 0, else a learned {@code slope} of one element or one per channel times x. */
  public Tensor prelu(Tensor slope) {
    return Composed.prelu(this, slope);
  }

  /** Exponential linear unit. */
  public Tensor elu(double alpha) {
    return of(new Unary.Elu(alpha), this);
  }

  /** Gaussian error linear unit, exact. */
  public Tensor gelu() {
    return of(new Unary.Gelu(), this);
  }

  /** {@code x * sigmoid(x)}. */
  public Tensor silu() {
    return of(new Unary.Silu(), this);
  }

  /** {@code x * tanh(softplus(x))}. */
  public Tensor mish() {
    return of(new Unary.Mish(), this);
  }

  /** {@code x * clip(x + 3, 0, 6) / 6}. */
  public Tensor hardswish() {
    return of(new Unary.Hardswish(), this);
  }

  /** {@code log(1 + exp(x))}. */
  public Tensor softplus() {
    return of(new Unary.Softplus(), this);
  }

  /** Logistic function. */
  public Tensor sigmoid() {
    return of(new Unary.Sigmoid(), this);
  }

  /** Hyperbolic tangent. */
  public Tensor tanh() {
    return of(new Unary.Tanh(), this);
  }

  /** Largest of each {@code pieces} neighboring channels (Goodfellow et al. 2013). */
  public Tensor maxout(int pieces) {
    return Composed.maxout(this, pieces);
  }

  /** Probabilities along {@code axis}. */
  public Tensor softmax(int axis) {
    return of(new Distribution.Softmax(axis), this);
  }

  /** Logarithms of probabilities along {@code axis}. */
  public Tensor logSoftmax(int axis) {
    return of(new Distribution.LogSoftmax(axis), this);
  }

  // ---- layers' ops

  /** Convolution without bias; the kernel is that of {@code weight [k, c / groups, kh, kw]}. */
  public Tensor conv2d(Tensor weight, Window window, int groups) {
    return of(new Conv.Conv2d(over(weight, window), groups), this, weight);
  }

  /** Convolution with {@code bias [k]}. */
  public Tensor conv2d(Tensor weight, Tensor bias, Window window, int groups) {
    return of(new Conv.Conv2d(over(weight, window), groups), this, weight, bias);
  }

  /**
   * Transposed convolution: the adjoint of a convolution with {@code weight [c, k / groups, kh,
   * kw]} and {@code window}; {@code outputPadding} more rows and columns at the end.
   */
  public Tensor convTranspose2d(
      Tensor weight, Window window, Window.Size outputPadding, int groups) {
    Check.pictures("convTranspose2d", type);
    Window fitted = over(weight, window);
    Window.Padding p = window.padding();
    int height =
        (shape().dim(2) - 1) * window.stride().h()
            - p.top()
            - p.bottom()
            + window.dilation().h() * (fitted.kernel().h() - 1)
            + 1
            + outputPadding.h();
    int width =
        (shape().dim(3) - 1) * window.stride().w()
            - p.left()
            - p.right()
            + window.dilation().w() * (fitted.kernel().w() - 1)
            + 1
            + outputPadding.w();
    Shape result = Shape.of(shape().dim(0), weight.shape().dim(1) * groups, height, width);
    return of(new Conv.InputGrad(fitted, groups, result), this, weight);
  }

  /** Largest element of each window. */
  public Tensor maxPool(Window window) {
    return maxPool(new Pool.Pooling(window, false));
  }

  /** Largest element of each window, with a choice of the last, partial ones. */
  public Tensor maxPool(Pool.Pooling pooling) {
    return of(new Pool.Max(pooling), this);
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

  // ---- losses

  /** Mean cross-entropy of these logits against class indices. */
  public Tensor crossEntropy(Tensor labels) {
    return crossEntropy(labels, 0);
  }

  /** Mean cross-entropy with label smoothing. */
  public Tensor crossEntropy(Tensor labels, double smoothing) {
    return of(new Loss.CrossEntropy(smoothing), this, labels);
  }

  /** Mean binary cross-entropy of these logits against targets in [0, 1]. */
  public Tensor binaryCrossEntropyWithLogits(Tensor targets) {
    return Composed.binaryCrossEntropyWithLogits(this, targets);
  }

  /** Mean squared difference. */
  public Tensor meanSquaredError(Tensor targets) {
    return Composed.meanSquaredError(this, targets);
  }

  // ---- reductions

  /** Sum of all elements. */
  public Tensor sum() {
    return sum(false);
  }

  /** Sum over axes; over all of them if none is named. */
  public Tensor sum(boolean keep, int... axes) {
    return of(new Reduce.Sum(normalized(axes), keep), this);
  }

  /** Sum over the axes that broadcasting stretched, giving {@code target}. */
  public Tensor sumTo(Shape target) {
    if (isZero() || shape().equals(target)) {
      return this;
    }
    int lead = shape().rank() - target.rank();
    int[] axes =
        IntStream.range(0, shape().rank())
            .filter(i -> i < lead || (target.dim(i - lead) == 1 && shape().dim(i) != 1))
            .toArray();
    return sum(true, axes).reshape(target);
  }

  /** Mean of all elements. */
  public Tensor mean() {
    return mean(false);
  }

  /** Mean over axes; over all of them if none is named. */
  public Tensor mean(boolean keep, int... axes) {
    Check.floating("a mean", type);
    long count = normalized(axes).stream().mapToLong(shape()::dim).reduce(1, (a, b) -> a * b);
    return sum(keep, axes).mul(1.0 / count);
  }

  /** Largest element over axes; over all of them if none is named. */
  public Tensor max(boolean keep, int... axes) {
    return of(new Reduce.Maximum(normalized(axes), keep), this);
  }

  /** Index of the first largest element along {@code axis}. */
  public Tensor argmax(int axis) {
    return of(new Reduce.ArgMax(shape().axis(axis)), this);
  }

  // ---- moving

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

  /** The same values as another element type. */
  public Tensor cast(DType dtype) {
    return type.dtype() == dtype ? this : of(new Move.Cast(dtype), this);
  }

  // ---- gradients

  /** Gradients of this scalar with respect to {@code wrt}, as nodes. */
  public List<Tensor> gradients(List<Tensor> wrt) {
    return Gradients.of(this, wrt);
  }

  /** What flows back to {@code wrt} by {@code rule}, such as {@link GradientRule#guided}. */
  public List<Tensor> gradients(List<Tensor> wrt, GradientRule rule) {
    return Gradients.of(this, wrt, rule);
  }

  private Tensor like(double value) {
    return full(type.with(Shape.scalar()), value);
  }

  private boolean floating() {
    return type.dtype().floating();
  }

  /** The axes from the front, sorted; all if none is named. */
  private List<Integer> normalized(int[] axes) {
    IntStream all = IntStream.range(0, shape().rank());
    List<Integer> sorted =
        (axes.length == 0 ? all : IntStream.of(axes).map(shape()::axis).sorted()).boxed().toList();
    if (sorted.stream().distinct().count() < sorted.size()) {
      throw FoveaException.here(
          "axes " + Arrays.toString(axes) + " of " + shape() + " name one twice",
          "name each axis once");
    }
    return sorted;
  }

  private static Window over(Tensor weight, Window window) {
    return weight.shape().rank() == 4
        ? window.kernel(weight.shape().dim(2), weight.shape().dim(3))
        : window;
  }

  @Override
  public String toString() {
    return type + " of " + node;
  }
}
