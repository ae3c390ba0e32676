package fovea.graph;

import java.util.List;

/** Functions of one number, applied to each element; activations among them. */
public sealed interface Unary extends Op {

  /** The derivative at {@code x}, written with other ops; {@code y} is the result. */
  Tensor derivative(Tensor x, Tensor y);

  /** Whether the derivative follows from the result alone, so that the input need not be kept. */
  default boolean fromResult() {
    return false;
  }

  @Override
  default List<TensorType> types(List<TensorType> inputs) {
    Check.inputs(this, inputs, 1);
    Check.floating(this, inputs.getFirst());
    return inputs;
  }

  @Override
  default List<Tensor> vjp(Node node, List<Tensor> upstream) {
    Tensor kept = fromResult() ? node.output() : node.input(0);
    return List.of(Tensor.of(new UnaryGrad(this), kept, upstream.getFirst()));
  }

  /**
   * {@code max(x, 0)}; the derivative at 0 is 0. NaN stays NaN, except on the CPU where this is
   * fused with a convolution or, in training, a batch norm, and in bf16: it may become 0 there. So
   * {@link NonFinite numbers that are none} are looked for in weights and results.
   */
  record Relu() implements Unary {
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
    public Tensor derivative(Tensor x, Tensor y) {
      return x.greater(0).mul(1 - slope).add(slope);
    }
  }

  /**
   * {@code x} limited to {@code [low, high]}; the derivative at the limits is 0. ReLU6 is one.
   * About NaN see {@link Relu}.
   */
  record Clip(double low, double high) implements Unary {
    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return x.greater(low).mul(x.neg().greater(-high));
    }
  }

  /** Exponential linear unit: {@code x} above 0, else {@code alpha * (exp(x) - 1)}. */
  record Elu(double alpha) implements Unary {
    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return Tensor.where(x.greater(0), Tensor.full(x.type(), 1), x.minimum(0).exp().mul(alpha));
    }
  }

  /** Gaussian error linear unit, exact: {@code x * Φ(x)} (Hendrycks &amp; Gimpel 2016). */
  record Gelu() implements Unary {
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
    public Tensor derivative(Tensor x, Tensor y) {
      Tensor s = x.sigmoid();
      return s.add(x.mul(s).mul(s.neg().add(1)));
    }
  }

  /** {@code x * tanh(softplus(x))} (Misra 2019). */
  record Mish() implements Unary {
    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      Tensor t = x.softplus().tanh();
      return t.add(x.mul(x.sigmoid()).mul(t.mul(t).neg().add(1)));
    }
  }

  /** {@code x * clip(x + 3, 0, 6) / 6} (Howard et al. 2019). */
  record Hardswish() implements Unary {
    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      Tensor inside = new Clip(-3, 3).derivative(x, y);
      return Tensor.where(inside, x.mul(1.0 / 3).add(0.5), x.greater(0));
    }
  }

  /** {@code log(1 + exp(x))}. */
  record Softplus() implements Unary {
    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return x.sigmoid();
    }
  }

  /** Logistic function {@code 1 / (1 + exp(-x))}. */
  record Sigmoid() implements Unary {
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
    public Tensor derivative(Tensor x, Tensor y) {
      return y;
    }

    @Override
    public boolean fromResult() {
      return true;
    }
  }

  /** Natural logarithm. */
  record Log() implements Unary {
    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return Tensor.full(x.type(), 1).div(x);
    }
  }

  /** Square root. */
  record Sqrt() implements Unary {
    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return Tensor.full(y.type(), 0.5).div(y);
    }

    @Override
    public boolean fromResult() {
      return true;
    }
  }

  /** Absolute value; the derivative at 0 is 0. */
  record Abs() implements Unary {
    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return x.greater(0).sub(x.neg().greater(0));
    }
  }

  /** Error function. */
  record Erf() implements Unary {
    @Override
    public Tensor derivative(Tensor x, Tensor y) {
      return x.mul(x).neg().exp().mul(2 / Math.sqrt(Math.PI));
    }
  }

  /** {@code scale * x + shift}. */
  record Affine(double scale, double shift) implements Unary {
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
