package fovea.graph.op;

import fovea.graph.AutocastPolicy;
import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.type.NonFinite;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Functions of one number, applied to each element; activations among them. */
public sealed interface Unary extends Op {

  /** What it computes, on numbers. */
  Formula formula();

  /**
   * A function of one number, as the reference backend computes it.
   *
   * @param value of {@code x}
   * @param derivative at what the gradient keeps: the result if {@link #fromResult}, else {@code x}
   */
  record Formula(DoubleUnaryOperator value, DoubleUnaryOperator derivative) {}

  /** The derivative at {@code x}, written with other ops; {@code y} is the result. */
  Tensor derivative(Tensor x, Tensor y);

  /** Whether the derivative follows from the result alone, so that the input need not be kept. */
  default boolean fromResult() {
    return false;
  }

  /** Whether it keeps the relative error of what it is given, so that bf16 is enough for it. */
  default boolean exact() {
    return true;
  }

  @Override
  default List<TensorType> types(List<TensorType> inputs) {
    Check.inputs(this, inputs, 1);
    Check.floating(this, inputs.getFirst());
    return inputs;
  }

  @Override
  default AutocastPolicy autocast() {
    return exact() ? AutocastPolicy.follow(0, 0) : AutocastPolicy.f32();
  }

  @Override
  default ReceptiveField receptiveField(Shape x) {
    return ReceptiveField.same();
  }

  @Override
  default List<Tensor> vjp(Node node, List<Tensor> upstream) {
    Tensor kept = fromResult() ? node.output() : node.input(0);
    return List.of(Tensor.of(new UnaryGrad(this), kept, upstream.getFirst()));
  }

  /** Whether networks have it between their layers, rather than in arithmetic. */
  default boolean isActivation() {
    return switch (this) {
      case Relu _,
          LeakyRelu _,
          Clamp _,
          Elu _,
          Gelu _,
          Silu _,
          Mish _,
          Hardswish _,
          HardSigmoid _,
          Softplus _,
          Sigmoid _,
          Tanh _ ->
          true;
      case Exp _, Log _, Sqrt _, Abs _, Erf _, Affine _ -> false;
    };
  }

  /**
   * {@code max(x, 0)}; the derivative at 0 is 0. NaN stays NaN, except on the CPU where this is
   * fused with a convolution or, in training, a batch norm, and in bf16: it may become 0 there. So
   * {@link NonFinite numbers that are none} are looked for in weights and results.
   */
  record Relu() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(x -> Math.max(x, 0), y -> y > 0 ? 1 : 0);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return y.greater(0);
    }

    @Override
    public boolean fromResult() {
      return true;
    }
  }

  /** {@code x} above 0, else {@code slope * x}. */
  record LeakyRelu(double slope) implements Unary {
    @Override
    public Formula formula() {
      return new Formula(x -> x > 0 ? x : slope * x, x -> x > 0 ? 1 : slope);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return x.greater(0).mul(1 - slope).add(slope);
    }
  }

  /**
   * {@code x} limited to {@code [low, high]}; the derivative at the limits is 0. ReLU6 is one.
   * About NaN see {@link Relu}.
   */
  record Clamp(double low, double high) implements Unary {
    @Override
    public Formula formula() {
      return new Formula(x -> Math.min(Math.max(x, low), high), y -> low < y && y < high ? 1 : 0);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return inside(y, low, high);
    }

    @Override
    public boolean fromResult() {
      return true;
    }
  }

  private static Tensor inside(Tensor x, double low, double high) {
    return x.greater(low).mul(x.neg().greater(-high));
  }

  /** Exponential linear unit: {@code x} above 0, else {@code alpha * (exp(x) - 1)}. */
  record Elu(double alpha) implements Unary {
    @Override
    public Formula formula() {
      return new Formula(
          x -> x > 0 ? x : alpha * Math.expm1(x), x -> x > 0 ? 1 : alpha * Math.exp(x));
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return Tensor.where(x.greater(0), Tensor.full(x.type(), 1), x.minimum(0).exp().mul(alpha));
    }
  }

  /** Gaussian error linear unit, exact: {@code x * Φ(x)} (Hendrycks &amp; Gimpel 2016). */
  record Gelu() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(
          x -> x * SpecialFunctions.normal(x),
          x -> SpecialFunctions.normal(x) + x * SpecialFunctions.normalDensity(x));
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      Tensor density = x.mul(x).mul(-0.5).exp().mul(1 / Math.sqrt(2 * Math.PI));
      Tensor cumulative = x.mul(1 / Math.sqrt(2)).erf().add(1).mul(0.5);
      return cumulative.add(x.mul(density));
    }
  }

  /** {@code x * sigmoid(x)}, also called swish. */
  record Silu() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(
          x -> x * SpecialFunctions.sigmoid(x),
          x -> SpecialFunctions.sigmoid(x) * (1 + x * (1 - SpecialFunctions.sigmoid(x))));
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      Tensor s = x.sigmoid();
      return s.add(x.mul(s).mul(s.neg().add(1)));
    }
  }

  /** {@code x * tanh(softplus(x))} (Misra 2019). */
  record Mish() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(
          x -> x * Math.tanh(SpecialFunctions.softplus(x)), SpecialFunctions::mishDerivative);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      Tensor t = x.softplus().tanh();
      return t.add(x.mul(x.sigmoid()).mul(t.mul(t).neg().add(1)));
    }
  }

  /** {@code x * clamp(x + 3, 0, 6) / 6} (Howard et al. 2019). */
  record Hardswish() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(
          x -> x * Math.min(Math.max(x + 3, 0), 6) / 6,
          x -> -3 < x && x < 3 ? x / 3 + 0.5 : x > 0 ? 1 : 0);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      Tensor inside = inside(x, -3, 3);
      return Tensor.where(inside, x.mul(1.0 / 3).add(0.5), x.greater(0));
    }
  }

  /**
   * {@code slope * x + shift} limited to {@code [0, 1]}, a sigmoid of straight lines; the
   * derivative at the limits is 0.
   */
  record HardSigmoid(double slope, double shift) implements Unary {
    @Override
    public Formula formula() {
      return new Formula(
          x -> Math.min(Math.max(slope * x + shift, 0), 1),
          x -> 0 < slope * x + shift && slope * x + shift < 1 ? slope : 0);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return inside(x.mul(slope).add(shift), 0, 1).mul(slope);
    }
  }

  /** {@code log(1 + exp(x))}. */
  record Softplus() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(SpecialFunctions::softplus, SpecialFunctions::sigmoid);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return x.sigmoid();
    }

    @Override
    public boolean exact() {
      return false;
    }
  }

  /** Logistic function {@code 1 / (1 + exp(-x))}. */
  record Sigmoid() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(SpecialFunctions::sigmoid, y -> y * (1 - y));
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return y.sub(y.mul(y));
    }

    @Override
    public boolean fromResult() {
      return true;
    }
  }

  /** Hyperbolic tangent. */
  record Tanh() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(Math::tanh, y -> 1 - y * y);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return y.mul(y).neg().add(1);
    }

    @Override
    public boolean fromResult() {
      return true;
    }
  }

  /** Natural exponential. */
  record Exp() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(Math::exp, y -> y);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return y;
    }

    @Override
    public boolean fromResult() {
      return true;
    }

    @Override
    public boolean exact() {
      return false;
    }
  }

  /** Natural logarithm. */
  record Log() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(Math::log, x -> 1 / x);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return Tensor.full(x.type(), 1).div(x);
    }

    @Override
    public boolean exact() {
      return false;
    }
  }

  /** Square root. */
  record Sqrt() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(Math::sqrt, y -> 0.5 / y);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return Tensor.full(y.type(), 0.5).div(y);
    }

    @Override
    public boolean fromResult() {
      return true;
    }

    @Override
    public boolean exact() {
      return false;
    }
  }

  /** Absolute value; the derivative at 0 is 0. */
  record Abs() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(Math::abs, Math::signum);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return x.greater(0).sub(x.neg().greater(0));
    }
  }

  /** Error function. */
  record Erf() implements Unary {
    @Override
    public Formula formula() {
      return new Formula(SpecialFunctions::erf, x -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x));
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return x.mul(x).neg().exp().mul(2 / Math.sqrt(Math.PI));
    }

    @Override
    public boolean exact() {
      return false;
    }
  }

  /** {@code scale * x + shift}. */
  record Affine(double scale, double shift) implements Unary {
    @Override
    public Formula formula() {
      return new Formula(x -> scale * x + shift, _ -> scale);
    }

    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return Tensor.full(x.type(), scale);
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(upstream.getFirst().mul(scale));
    }
  }
}
