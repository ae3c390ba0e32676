package fovea.onnx;

import fovea.graph.Shape;
import fovea.graph.Tensor;

/** Powers: whole ones are products, and right for negative numbers; the others need positive. */
final class Powers {
  private static final int MOST_FACTORS = 64;

  private Powers() {}

  static Value pow(Call call) {
    Value x = call.value(0);
    Value y = call.version() < 7 ? Shaping.aligned(call, 0, 1) : call.value(1);
    if (x instanceof Value.Known base && y instanceof Value.Known exponent) {
      return Host.zip(base, exponent, base.data().type().dtype(), Math::pow);
    }
    Tensor base = call.real(0);
    if (y instanceof Value.Known exponent && exponent.shape().elements() == 1) {
      Shape shape = base.shape().broadcast(y.shape());
      return Value.of(Shaping.reshaped(power(base, exponent.data().at(0)), shape));
    }
    Tensor exponent = y.tensor().cast(base.type().dtype());
    return Value.of(positive(base, base.abs().log().mul(exponent).exp()));
  }

  /** {@code power} where {@code x} is not negative: a broken power of others is no number. */
  private static Tensor positive(Tensor x, Tensor power) {
    Tensor undefined = Tensor.full(power.type(), Double.NaN);
    return Tensor.select(x.neg().greater(0).broadcastTo(power.shape()), undefined, power);
  }

  /** {@code x} to a power that is known. */
  static Tensor power(Tensor x, double exponent) {
    if (exponent < 0) {
      return Tensor.full(x.type(), 1).div(power(x, -exponent));
    }
    if (exponent == 0.5) {
      return x.sqrt();
    }
    if (exponent == Math.rint(exponent) && exponent <= MOST_FACTORS) {
      return whole(x, (int) exponent);
    }
    return positive(x, x.abs().log().mul(exponent).exp());
  }

  private static Tensor whole(Tensor x, int exponent) {
    if (exponent == 0) {
      return Tensor.full(x.type(), 1);
    }
    Tensor half = whole(x, exponent / 2);
    Tensor square = exponent / 2 == 0 ? x : half.mul(half);
    return exponent / 2 == 0 || exponent % 2 == 0 ? square : square.mul(x);
  }
}
