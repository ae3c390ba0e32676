package fovea.onnx.operator;

import static java.util.Map.entry;

import fovea.graph.Tensor;
import fovea.graph.op.Noise;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.nn.layer.Dropout;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Functions of one number: activations, limits, dropout. */
final class PointwiseImport {
  static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          entry("Relu", traced(Tensor::relu)),
          entry("Sigmoid", traced(Tensor::sigmoid)),
          entry("Tanh", traced(Tensor::tanh)),
          entry("Softplus", traced(Tensor::softplus)),
          entry("Softsign", traced(x -> x.div(x.abs().add(1)))),
          entry("Mish", traced(Tensor::mish)),
          entry("HardSwish", traced(Tensor::hardswish)),
          entry("Erf", traced(Tensor::erf)),
          entry("Exp", either(Tensor::exp, Math::exp)),
          entry("Log", either(Tensor::log, Math::log)),
          entry("Sqrt", either(Tensor::sqrt, Math::sqrt)),
          entry("Abs", either(Tensor::abs, Math::abs)),
          entry("Neg", either(Tensor::neg, x -> -x)),
          entry("Reciprocal", either(x -> Tensor.full(x.type(), 1).div(x), x -> 1 / x)),
          entry("Sign", either(x -> x.greater(0).sub(x.neg().greater(0)), Math::signum)),
          entry("Floor", known(Math::floor)),
          entry("Ceil", known(Math::ceil)),
          entry("Round", known(Math::rint)),
          entry("LeakyRelu", Operator.of(call -> leaky(call, 0.01))),
          entry("Elu", Operator.of(PointwiseImport::elu)),
          entry("Selu", Operator.of(PointwiseImport::selu)),
          entry("Celu", Operator.of(PointwiseImport::celu)),
          entry("ThresholdedRelu", Operator.of(PointwiseImport::thresholded)),
          entry("HardSigmoid", Operator.of(PointwiseImport::hardSigmoid)),
          entry("Gelu", Operator.of(PointwiseImport::gelu)),
          entry("Swish", Operator.of(PointwiseImport::swish)),
          entry("PRelu", Operator.of(PointwiseImport::prelu)),
          entry("Clip", Operator.of(PointwiseImport::clip)),
          entry("Dropout", PointwiseImport::dropout));

  private PointwiseImport() {}

  private static Operator traced(UnaryOperator<Tensor> function) {
    return Operator.of(call -> TracedValue.of(function.apply(call.real(0))));
  }

  private static Operator either(UnaryOperator<Tensor> function, DoubleUnaryOperator known) {
    return Operator.of(
        call ->
            call.value(0) instanceof TracedValue.Known x
                ? HostArithmetic.map(x, x.data().type().dtype(), known)
                : TracedValue.of(function.apply(call.real(0))));
  }

  private static Operator known(DoubleUnaryOperator function) {
    return Operator.of(
        call -> {
          if (call.value(0) instanceof TracedValue.Known x) {
            return HostArithmetic.map(x, x.data().type().dtype(), function);
          }
          throw call.declined("numbers that follow from the picture", "leave the rounding out");
        });
  }

  private static TracedValue leaky(NodeCall call, double slope) {
    return TracedValue.of(call.real(0).leakyRelu(call.node().real("alpha", slope)));
  }

  private static TracedValue elu(NodeCall call) {
    return TracedValue.of(call.real(0).elu(call.node().real("alpha", 1)));
  }

  /** Klambauer et al. 2017; the constants are those of the operator's definition. */
  private static TracedValue selu(NodeCall call) {
    double alpha = call.node().real("alpha", call.version() < 6 ? 1.6732 : 1.6732632);
    double gamma = call.node().real("gamma", call.version() < 6 ? 1.0507 : 1.0507010);
    return TracedValue.of(call.real(0).elu(alpha).mul(gamma));
  }

  private static TracedValue celu(NodeCall call) {
    double alpha = call.node().real("alpha", 1);
    return TracedValue.of(call.real(0).mul(1 / alpha).elu(1).mul(alpha));
  }

  private static TracedValue thresholded(NodeCall call) {
    Tensor x = call.real(0);
    return TracedValue.of(x.mul(x.greater(call.node().real("alpha", 1))));
  }

  private static TracedValue hardSigmoid(NodeCall call) {
    double alpha = call.node().real("alpha", 0.2);
    double beta = call.node().real("beta", 0.5);
    return TracedValue.of(call.real(0).hardSigmoid(alpha, beta));
  }

  private static TracedValue gelu(NodeCall call) {
    Tensor x = call.real(0);
    return switch (call.node().text("approximate", "none")) {
      case "none" -> TracedValue.of(x.gelu());
      case "tanh" -> {
        Tensor inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
        yield TracedValue.of(x.mul(inner.tanh().add(1)).mul(0.5));
      }
      case String other -> throw call.declined("approximation " + other, "use none or tanh");
    };
  }

  private static TracedValue swish(NodeCall call) {
    Tensor x = call.real(0);
    double alpha = call.node().real("alpha", 1);
    return TracedValue.of(alpha == 1 ? x.silu() : x.mul(x.mul(alpha).sigmoid()));
  }

  private static TracedValue prelu(NodeCall call) {
    Tensor x = call.real(0);
    Tensor slope = call.real(1);
    // Before version 7 a vector belonged to the channels wherever these are.
    boolean channels = slope.shape().rank() == 1 && x.shape().rank() > 2 && call.version() < 7;
    Tensor shaped = channels ? Shaping.perChannel(slope, x.shape().rank()) : slope;
    Tensor scaled = x.mul(shaped);
    return TracedValue.of(Tensor.where(x.greater(0), x, scaled));
  }

  private static TracedValue clip(NodeCall call) {
    double low = limit(call, 1, "min", Double.NEGATIVE_INFINITY);
    double high = limit(call, 2, "max", Double.POSITIVE_INFINITY);
    if (call.value(0) instanceof TracedValue.Known x) {
      return HostArithmetic.map(x, x.data().type().dtype(), v -> Math.min(Math.max(v, low), high));
    }
    return TracedValue.of(call.real(0).clamp(low, high));
  }

  private static double limit(NodeCall call, int input, String attribute, double absent) {
    if (call.has(input)) {
      return call.scalar(input);
    }
    return call.version() < 11 ? call.node().real(attribute, absent) : absent;
  }

  private static List<TracedValue> dropout(NodeCall call) {
    double ratio = call.has(1) ? call.scalar(1) : call.node().real("ratio", 0.5);
    TracedValue x = call.value(0);
    if (!(ratio >= 0 && ratio < 1)) {
      throw FoveaException.here("dropout with probability " + ratio, "use 0 or more and below 1");
    }
    if (x instanceof TracedValue.Known) {
      return List.of(x, HostArithmetic.fill(DType.U8, x.shape(), _ -> 1));
    }
    Tensor before = call.real(0);
    Tensor after = new Dropout(ratio).forward(before);
    return call.asksFor(1)
        ? List.of(TracedValue.of(after), mask(before, after))
        : List.of(TracedValue.of(after));
  }

  /** What stays: everything in inference, which has no random numbers. */
  private static TracedValue mask(Tensor before, Tensor after) {
    if (after != before && after.node().op() instanceof Noise.Dropout dropout) {
      // The same op and random number make the same choice.
      Tensor ones = Tensor.full(after.type(), 1);
      return TracedValue.of(Tensor.of(dropout, ones, after.node().input(1)).greater(0));
    }
    return HostArithmetic.fill(DType.U8, after.shape(), _ -> 1);
  }
}
