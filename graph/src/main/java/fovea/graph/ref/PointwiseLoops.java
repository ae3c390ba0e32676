package fovea.graph.ref;

import fovea.graph.Binary;
import fovea.graph.Unary;
import fovea.graph.UnaryGrad;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Elementwise functions. */
final class PointwiseLoops {
  private PointwiseLoops() {}

  static void unary(Unary op, Operands o) {
    DoubleUnaryOperator function = function(op);
    double[] x = o.in(0);
    double[] y = o.out(0);
    for (int i = 0; i < y.length; i++) {
      y[i] = function.applyAsDouble(x[i]);
    }
  }

  static void unaryGrad(UnaryGrad op, Operands o) {
    DoubleUnaryOperator derivative = derivative(op.of());
    double[] kept = o.in(0);
    double[] dy = o.in(1);
    double[] dx = o.out(0);
    for (int i = 0; i < dx.length; i++) {
      dx[i] = derivative.applyAsDouble(kept[i]) * dy[i];
    }
  }

  static void binary(Binary op, Operands o) {
    DoubleBinaryOperator function = function(op);
    double[] a = o.in(0);
    double[] b = o.in(1);
    double[] y = o.out(0);
    int[] placesA = Places.broadcast(o.outShape(0), o.inShape(0));
    int[] placesB = Places.broadcast(o.outShape(0), o.inShape(1));
    for (int i = 0; i < y.length; i++) {
      y[i] = function.applyAsDouble(a[placesA[i]], b[placesB[i]]);
    }
  }

  static void select(Operands o) {
    double[] condition = o.in(0);
    double[] y = o.out(0);
    for (int i = 0; i < y.length; i++) {
      y[i] = condition[i] != 0 ? o.in(1)[i] : o.in(2)[i];
    }
  }

  private static DoubleUnaryOperator function(Unary op) {
    return switch (op) {
      case Unary.Relu _ -> x -> Math.max(x, 0);
      case Unary.LeakyRelu(double slope) -> x -> x > 0 ? x : slope * x;
      case Unary.Clip(double low, double high) -> x -> Math.min(Math.max(x, low), high);
      case Unary.Elu(double alpha) -> x -> x > 0 ? x : alpha * Math.expm1(x);
      case Unary.Gelu _ -> x -> x * normal(x);
      case Unary.Silu _ -> x -> x * sigmoid(x);
      case Unary.Mish _ -> x -> x * Math.tanh(softplus(x));
      case Unary.Hardswish _ -> x -> x * Math.min(Math.max(x + 3, 0), 6) / 6;
      case Unary.Softplus _ -> PointwiseLoops::softplus;
      case Unary.Sigmoid _ -> PointwiseLoops::sigmoid;
      case Unary.Tanh _ -> Math::tanh;
      case Unary.Exp _ -> Math::exp;
      case Unary.Log _ -> Math::log;
      case Unary.Sqrt _ -> Math::sqrt;
      case Unary.Abs _ -> Math::abs;
      case Unary.Erf _ -> PointwiseLoops::erf;
      case Unary.Affine(double scale, double shift) -> x -> scale * x + shift;
    };
  }

  /** The derivative, as a function of what the op keeps: its result {@code y} or its input. */
  private static DoubleUnaryOperator derivative(Unary op) {
    return switch (op) {
      case Unary.Relu _ -> y -> y > 0 ? 1 : 0;
      case Unary.LeakyRelu(double slope) -> x -> x > 0 ? 1 : slope;
      case Unary.Clip(double low, double high) -> x -> low < x && x < high ? 1 : 0;
      case Unary.Elu(double alpha) -> x -> x > 0 ? 1 : alpha * Math.exp(x);
      case Unary.Gelu _ -> x -> normal(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      case Unary.Silu _ -> x -> sigmoid(x) * (1 + x * (1 - sigmoid(x)));
      case Unary.Mish _ -> PointwiseLoops::mishDerivative;
      case Unary.Hardswish _ -> x -> -3 < x && x < 3 ? x / 3 + 0.5 : x > 0 ? 1 : 0;
      case Unary.Softplus _ -> PointwiseLoops::sigmoid;
      case Unary.Sigmoid _ -> y -> y * (1 - y);
      case Unary.Tanh _ -> y -> 1 - y * y;
      case Unary.Exp _ -> y -> y;
      case Unary.Log _ -> x -> 1 / x;
      case Unary.Sqrt _ -> y -> 0.5 / y;
      case Unary.Abs _ -> Math::signum;
      case Unary.Erf _ -> x -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
      case Unary.Affine(double scale, double _) -> _ -> scale;
    };
  }

  private static DoubleBinaryOperator function(Binary op) {
    return switch (op) {
      case Binary.Add _ -> (a, b) -> a + b;
      case Binary.Sub _ -> (a, b) -> a - b;
      case Binary.Mul _ -> (a, b) -> a * b;
      case Binary.Div _ -> (a, b) -> a / b;
      case Binary.Pow _ -> Math::pow;
      case Binary.Maximum _ -> Math::max;
      case Binary.Minimum _ -> Math::min;
      case Binary.Greater _ -> (a, b) -> a > b ? 1 : 0;
      case Binary.Equal _ -> (a, b) -> a == b ? 1 : 0;
    };
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double mishDerivative(double x) {
    double t = Math.tanh(softplus(x));
    return t + x * sigmoid(x) * (1 - t * t);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Share of the normal distribution below {@code x}. */
  private static double normal(double x) {
    return (1 + erf(x / Math.sqrt(2))) / 2;
  }

  /**
   * Error function by its series {@code 2/√π e^(-x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!}, whose terms have
   * one sign, so that nothing cancels.
   */
  private static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
