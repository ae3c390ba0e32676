package fovea.onnx;

import fovea.graph.Shape;
import fovea.graph.Tensor;

/** Powers. */
final class Powers {
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
      return Value.of(Shaping.reshaped(base.pow(exponent.data().at(0)), shape));
    }
    return Value.of(base.pow(y.tensor().cast(base.type().dtype())));
  }
}
