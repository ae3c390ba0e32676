package fovea.onnx.operator;

import static java.util.Map.entry;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

/** Functions of several numbers, sizes of 1 broadcast: sums, products, comparisons, choices. */
final class ArithmeticImport {
  static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          entry("Add", pair(ArithmeticImport::add, Double::sum)),
          entry("Sub", pair(ArithmeticImport::sub, (a, b) -> a - b)),
          entry("Mul", pair(ArithmeticImport::mul, (a, b) -> a * b)),
          entry("Div", Operator.of(ArithmeticImport::div)),
          entry("Mod", pair(ArithmeticImport::undefined, ArithmeticImport::modulo)),
          entry("Pow", Operator.of(Powers::pow)),
          entry("Sum", all(ArithmeticImport::add, Double::sum)),
          entry("Max", all(binary(Tensor::maximum), Math::max)),
          entry("Min", all(binary(Tensor::minimum), Math::min)),
          entry("Mean", Operator.of(ArithmeticImport::mean)),
          entry("Equal", test(Tensor::equal, (a, b) -> a == b)),
          entry("Greater", test(Tensor::greater, (a, b) -> a > b)),
          entry("Less", test((a, b) -> b.greater(a), (a, b) -> a < b)),
          entry("GreaterOrEqual", test((a, b) -> not(b.greater(a)), (a, b) -> a >= b)),
          entry("LessOrEqual", test((a, b) -> not(a.greater(b)), (a, b) -> a <= b)),
          entry("And", test(Tensor::mul, (a, b) -> a != 0 && b != 0)),
          entry("Or", test(Tensor::maximum, (a, b) -> a != 0 || b != 0)),
          entry("Xor", test((a, b) -> a.sub(b).abs(), (a, b) -> (a != 0) != (b != 0))),
          entry("Not", Operator.of(ArithmeticImport::not)),
          entry("Where", Operator.of(ArithmeticImport::where)));

  private ArithmeticImport() {}

  /** What is computed of two values of which not both are known. */
  @FunctionalInterface
  private interface Pair {
    /** The result; both have one element type. */
    Tensor of(NodeCall call, TracedValue a, TracedValue b);
  }

  /** A question about two numbers. */
  @FunctionalInterface
  private interface Question {
    /** The answer. */
    boolean of(double a, double b);
  }

  private static Operator pair(Pair traced, DoubleBinaryOperator known) {
    return Operator.of(
        call -> combine(call, call.value(0), Shaping.aligned(call, 0, 1), traced, known));
  }

  private static Operator all(Pair traced, DoubleBinaryOperator known) {
    return Operator.of(call -> fold(call, traced, known));
  }

  private static Operator test(BinaryOperator<Tensor> traced, Question known) {
    return Operator.of(
        call -> {
          TracedValue b = Shaping.aligned(call, 0, 1);
          if (call.value(0) instanceof TracedValue.Known left
              && b instanceof TracedValue.Known right) {
            return HostArithmetic.zip(left, right, DType.U8, (x, y) -> known.of(x, y) ? 1 : 0);
          }
          return TracedValue.of(binary(traced).of(call, call.value(0), b));
        });
  }

  private static Pair binary(BinaryOperator<Tensor> function) {
    return (_, a, b) -> {
      Tensor left = a.tensor();
      Tensor right = b.tensor();
      DType common = common(left.type().dtype(), right.type().dtype());
      return function.apply(left.cast(common), right.cast(common));
    };
  }

  private static TracedValue fold(NodeCall call, Pair traced, DoubleBinaryOperator known) {
    TracedValue result = call.value(0);
    for (int i = 1; i < call.inputs().size(); i++) {
      result = combine(call, result, call.value(i), traced, known);
    }
    return result;
  }

  private static TracedValue combine(
      NodeCall call, TracedValue a, TracedValue b, Pair traced, DoubleBinaryOperator known) {
    if (a instanceof TracedValue.Known left && b instanceof TracedValue.Known right) {
      DType common = common(left.data().type().dtype(), right.data().type().dtype());
      return HostArithmetic.zip(left, right, common, known);
    }
    return TracedValue.of(traced.of(call, a, b));
  }

  private static Tensor add(NodeCall call, TracedValue a, TracedValue b) {
    if (Shaping.isNumber(b, a)) {
      return a.tensor().add(Shaping.number(b));
    }
    return Shaping.isNumber(a, b)
        ? b.tensor().add(Shaping.number(a))
        : binary(Tensor::add).of(call, a, b);
  }

  private static Tensor sub(NodeCall call, TracedValue a, TracedValue b) {
    return Shaping.isNumber(b, a)
        ? a.tensor().sub(Shaping.number(b))
        : binary(Tensor::sub).of(call, a, b);
  }

  private static Tensor mul(NodeCall call, TracedValue a, TracedValue b) {
    if (Shaping.isNumber(b, a)) {
      return a.tensor().mul(Shaping.number(b));
    }
    if (Shaping.isNumber(a, b)) {
      return b.tensor().mul(Shaping.number(a));
    }
    return binary(Shaping::product).of(call, a, b);
  }

  private static TracedValue div(NodeCall call) {
    TracedValue a = call.value(0);
    TracedValue b = Shaping.aligned(call, 0, 1);
    if (a instanceof TracedValue.Known left && b instanceof TracedValue.Known right) {
      DType common = common(left.data().type().dtype(), right.data().type().dtype());
      return common.floating()
          ? HostArithmetic.zip(left, right, common, (x, y) -> x / y)
          : HostArithmetic.zip(left, right, common, ArithmeticImport::quotient);
    }
    if (Shaping.isNumber(b, a)) {
      return TracedValue.of(a.tensor().div(Shaping.number(b)));
    }
    return TracedValue.of(binary(Tensor::div).of(call, a, b));
  }

  /** Whole numbers are divided towards 0. */
  private static double quotient(double a, double b) {
    if (b == 0) {
      throw new ArithmeticException("division by 0");
    }
    double ratio = a / b;
    return ratio < 0 ? Math.ceil(ratio) : Math.floor(ratio);
  }

  /** As in Python: the sign of the divisor. */
  private static double modulo(double a, double b) {
    if (b == 0) {
      throw new ArithmeticException("division by 0");
    }
    return a - b * Math.floor(a / b);
  }

  private static Tensor undefined(NodeCall call, TracedValue a, TracedValue b) {
    throw call.declined("numbers that follow from the picture", "leave it out");
  }

  private static TracedValue mean(NodeCall call) {
    TracedValue sum = fold(call, ArithmeticImport::add, Double::sum);
    int count = call.inputs().size();
    return sum instanceof TracedValue.Known known
        ? HostArithmetic.map(known, known.data().type().dtype(), x -> x / count)
        : TracedValue.of(sum.tensor().div(count));
  }

  private static TracedValue not(NodeCall call) {
    return call.value(0) instanceof TracedValue.Known x
        ? HostArithmetic.map(x, DType.U8, v -> v == 0 ? 1 : 0)
        : TracedValue.of(not(call.tensor(0)));
  }

  private static Tensor not(Tensor x) {
    return x.neg().add(1);
  }

  private static TracedValue where(NodeCall call) {
    TracedValue condition = call.value(0);
    TracedValue a = call.value(1);
    TracedValue b = call.value(2);
    Shape shape = condition.shape().broadcast(a.shape()).broadcast(b.shape());
    if (condition instanceof TracedValue.Known c
        && a instanceof TracedValue.Known left
        && b instanceof TracedValue.Known right) {
      TracedValue.Known chosen = HostArithmetic.broadcast(c, shape);
      TracedValue.Known yes = HostArithmetic.broadcast(left, shape);
      TracedValue.Known no = HostArithmetic.broadcast(right, shape);
      return HostArithmetic.fill(
          left.data().type().dtype(),
          shape,
          i -> chosen.data().at(i) != 0 ? yes.data().at(i) : no.data().at(i));
    }
    Tensor left = a.tensor();
    Tensor right = b.tensor();
    DType common = common(left.type().dtype(), right.type().dtype());
    return TracedValue.of(
        Tensor.where(
            condition.tensor().cast(DType.F32).broadcastTo(shape),
            left.cast(common).broadcastTo(shape),
            right.cast(common).broadcastTo(shape)));
  }

  private static DType common(DType a, DType b) {
    if (a == b) {
      return a;
    }
    if (a.floating() && b.floating()) {
      return DType.F32;
    }
    return a.floating() ? a : b.floating() ? b : DType.I64;
  }
}
