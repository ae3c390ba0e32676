package fovea.onnx.operator;

import fovea.graph.Tensor;
import fovea.graph.type.Shape;

/** Powers. */
final class Powers {
  private Powers() {}

  static TracedValue pow(NodeCall call) {
    TracedValue x = call.value(0);
    TracedValue y = call.version() < 7 ? Shaping.aligned(call, 0, 1) : call.value(1);
    if (x instanceof TracedValue.Known base && y instanceof TracedValue.Known exponent) {
      return HostArithmetic.zip(base, exponent, base.data().type().dtype(), Math::pow);
    }
    Tensor base = call.real(0);
    if (y instanceof TracedValue.Known exponent && exponent.shape().elements() == 1) {
      Shape shape = base.shape().broadcast(y.shape());
      return TracedValue.of(Shaping.reshaped(base.pow(exponent.data().at(0)), shape));
    }
    return TracedValue.of(base.pow(y.tensor().cast(base.type().dtype())));
  }
}
