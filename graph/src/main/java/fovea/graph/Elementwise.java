package fovea.graph;

import fovea.graph.internal.Check;
import fovea.graph.internal.CompositeOps;
import fovea.graph.op.Binary;
import fovea.graph.op.Unary;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;

/**
 * What tensors do element by element: arithmetic, comparisons, functions and activations. Shapes
 * broadcast: sizes of 1 are repeated, and axes that are missing in front count as such. A file of
 * {@link Tensor}'s, nothing else has these methods.
 */
public sealed interface Elementwise permits Tensor {

  /** Shape and element type. */
  TensorType type();

  /** Whether it is the symbolic zero of gradients. */
  boolean isZero();

  // ---- arithmetic

  /** {@code this + other}, broadcasting. */
  default Tensor add(Tensor other) {
    if (isZero() || other.isZero()) {
      return isZero() ? other : self();
    }
    return Tensor.of(new Binary.Add(), self(), other);
  }

  /** {@code this + value}; a whole one if the elements are integers. */
  default Tensor add(double value) {
    return floating() ? Tensor.of(new Unary.Affine(1, value), self()) : add(like(value));
  }

  /** {@code this - other}, broadcasting. */
  default Tensor sub(Tensor other) {
    return Tensor.of(new Binary.Sub(), self(), other);
  }

  /** {@code this - value}; a whole one if the elements are integers. */
  default Tensor sub(double value) {
    return floating() ? add(-value) : sub(like(value));
  }

  /** {@code this * other}, broadcasting. */
  default Tensor mul(Tensor other) {
    return isZero() || other.isZero() ? Tensor.zero() : Tensor.of(new Binary.Mul(), self(), other);
  }

  /** {@code this * value}; a whole one if the elements are integers. */
  default Tensor mul(double value) {
    if (isZero()) {
      return Tensor.zero();
    }
    return floating() ? Tensor.of(new Unary.Affine(value, 0), self()) : mul(like(value));
  }

  /** {@code this / other}, broadcasting. */
  default Tensor div(Tensor other) {
    return isZero() ? Tensor.zero() : Tensor.of(new Binary.Div(), self(), other);
  }

  /**
   * {@code this / value}.
   *
   * @throws FoveaException if the elements are integers, whose quotient is none
   */
  default Tensor div(double value) {
    Check.floating("a division by a number", type());
    return mul(1 / value);
  }

  /** {@code -this}. */
  default Tensor neg() {
    return mul(-1);
  }

  /** {@code this} to the power of each exponent, broadcasting; see {@link Binary.Pow}. */
  default Tensor pow(Tensor exponent) {
    return Tensor.of(new Binary.Pow(), self(), exponent);
  }

  /**
   * {@code this} to the power of {@code exponent}; products if that is a whole number of at most
   * 64, which integers have, too.
   *
   * @throws FoveaException if the elements are integers and the exponent is broken or negative
   */
  default Tensor pow(double exponent) {
    return CompositeOps.pow(self(), exponent);
  }

  /** -1, 0 or 1, as the element is negative, 0 or positive; 0 for NaN. No gradient flows. */
  default Tensor sign() {
    return greater(0).sub(less(0));
  }

  /** The larger of both, broadcasting. */
  default Tensor maximum(Tensor other) {
    return Tensor.of(new Binary.Maximum(), self(), other);
  }

  /** The larger of each element and {@code value}. */
  default Tensor maximum(double value) {
    return maximum(like(value));
  }

  /** The smaller of both, broadcasting. */
  default Tensor minimum(Tensor other) {
    return Tensor.of(new Binary.Minimum(), self(), other);
  }

  /** The smaller of each element and {@code value}. */
  default Tensor minimum(double value) {
    return minimum(like(value));
  }

  // ---- comparisons: 1 or 0 in the type of what is compared, through which no gradient flows

  /** 1 where larger than {@code other}, else 0, broadcasting. */
  default Tensor greater(Tensor other) {
    return Tensor.of(new Binary.Greater(), self(), other);
  }

  /** 1 where larger than {@code value}, else 0. */
  default Tensor greater(double value) {
    return greater(like(value));
  }

  /** 1 where smaller than {@code other}, else 0, broadcasting. */
  default Tensor less(Tensor other) {
    return other.greater(self());
  }

  /** 1 where smaller than {@code value}, else 0. */
  default Tensor less(double value) {
    return less(like(value));
  }

  /** 1 where larger than {@code other} or equal to it, else 0, broadcasting. */
  default Tensor greaterOrEqual(Tensor other) {
    return greater(other).add(equal(other));
  }

  /** 1 where larger than {@code value} or equal to it, else 0. */
  default Tensor greaterOrEqual(double value) {
    return greaterOrEqual(like(value));
  }

  /** 1 where smaller than {@code other} or equal to it, else 0, broadcasting. */
  default Tensor lessOrEqual(Tensor other) {
    return other.greaterOrEqual(self());
  }

  /** 1 where smaller than {@code value} or equal to it, else 0. */
  default Tensor lessOrEqual(double value) {
    return lessOrEqual(like(value));
  }

  /** 1 where equal to {@code other}, else 0, broadcasting. */
  default Tensor equal(Tensor other) {
    return Tensor.of(new Binary.Equal(), self(), other);
  }

  /** 1 where equal to {@code value}, else 0. */
  default Tensor equal(double value) {
    return equal(like(value));
  }

  // ---- functions and activations

  /** Natural exponential. */
  default Tensor exp() {
    return Tensor.of(new Unary.Exp(), self());
  }

  /** Natural logarithm. */
  default Tensor log() {
    return Tensor.of(new Unary.Log(), self());
  }

  /** Square root. */
  default Tensor sqrt() {
    return Tensor.of(new Unary.Sqrt(), self());
  }

  /** Absolute value. */
  default Tensor abs() {
    return Tensor.of(new Unary.Abs(), self());
  }

  /** Error function. */
  default Tensor erf() {
    return Tensor.of(new Unary.Erf(), self());
  }

  /** Limits to {@code [low, high]}. */
  default Tensor clamp(double low, double high) {
    return Tensor.of(new Unary.Clamp(low, high), self());
  }

  /** {@code max(x, 0)}; about NaN see {@link Unary.Relu}. */
  default Tensor relu() {
    return Tensor.of(new Unary.Relu(), self());
  }

  /** {@code min(max(x, 0), 6)}. */
  default Tensor relu6() {
    return clamp(0, 6);
  }

  /** {@code x} above 0, else {@code slope * x}. */
  default Tensor leakyRelu(double slope) {
    return Tensor.of(new Unary.LeakyRelu(slope), self());
  }

  /** {@code x} above 0, else a learned {@code slope} of one element or one per channel times x. */
  default Tensor prelu(Tensor slope) {
    return CompositeOps.prelu(self(), slope);
  }

  /** Exponential linear unit. */
  default Tensor elu(double alpha) {
    return Tensor.of(new Unary.Elu(alpha), self());
  }

  /** Gaussian error linear unit, exact. */
  default Tensor gelu() {
    return Tensor.of(new Unary.Gelu(), self());
  }

  /** {@code x * sigmoid(x)}. */
  default Tensor silu() {
    return Tensor.of(new Unary.Silu(), self());
  }

  /** {@code x * tanh(softplus(x))}. */
  default Tensor mish() {
    return Tensor.of(new Unary.Mish(), self());
  }

  /** {@code x * clamp(x + 3, 0, 6) / 6}. */
  default Tensor hardswish() {
    return Tensor.of(new Unary.Hardswish(), self());
  }

  /** {@code clamp(x + 3, 0, 6) / 6} (Howard et al. 2019). */
  default Tensor hardSigmoid() {
    return hardSigmoid(1.0 / 6, 0.5);
  }

  /** {@code slope * x + shift} limited to {@code [0, 1]}; Keras has 0.2 and 0.5. */
  default Tensor hardSigmoid(double slope, double shift) {
    return Tensor.of(new Unary.HardSigmoid(slope, shift), self());
  }

  /** {@code log(1 + exp(x))}. */
  default Tensor softplus() {
    return Tensor.of(new Unary.Softplus(), self());
  }

  /** Logistic function. */
  default Tensor sigmoid() {
    return Tensor.of(new Unary.Sigmoid(), self());
  }

  /** Hyperbolic tangent. */
  default Tensor tanh() {
    return Tensor.of(new Unary.Tanh(), self());
  }

  private Tensor self() {
    return switch (this) {
      case Tensor tensor -> tensor;
    };
  }

  private Tensor like(double value) {
    return Tensor.full(type().with(Shape.scalar()), value);
  }

  private boolean floating() {
    return type().dtype().floating();
  }
}
