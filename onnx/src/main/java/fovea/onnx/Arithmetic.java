package fovea.onnx;

import static java.util.Map.entry;

import fovea.graph.DType;
import fovea.graph.Shape;
import fovea.graph.Tensor;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

/** Functions of several numbers, sizes of 1 stretched: sums, products, comparisons, choices. */
final class Arithmetic {
  static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          entry("Add", pair(Arithmetic::add, Double::sum)),
          entry("Sub", pair(Arithmetic::sub, (a, b) -> a - b)),
          entry("Mul", pair(Arithmetic::mul, (a, b) -> a * b)),
          entry("Div", Operator.of(Arithmetic::div)),
          entry("Mod", pair(Arithmetic::undefined, Arithmetic::modulo)),
          entry("Pow", Operator.of(Powers::pow)),
          entry("Sum", all(Arithmetic::add, Double::sum)),
          entry("Max", all(binary(Tensor::maximum), Math::max)),
          entry("Min", all(binary(Tensor::minimum), Math::min)),
          entry("Mean", Operator.of(Arithmetic::mean)),
          entry("Equal", test(Tensor::equal, (a, b) -> a == b)),
          entry("Greater", test(Tensor::greater, (a, b) -> a > b)),
          entry("Less", test((a, b) -> b.greater(a), (a, b) -> a < b)),
          entry("GreaterOrEqual", test((a, b) -> not(b.greater(a)), (a, b) -> a >= b)),
          entry("LessOrEqual", test((a, b) -> not(a.greater(b)), (a, b) -> a <= b)),
          entry("And", test(Tensor::mul, (a, b) -> a != 0 && b != 0)),
          entry("Or", test(Tensor::maximum, (a, b) -> a != 0 || b != 0)),
          entry("Xor", test((a, b) -> a.sub(b).abs(), (a, b) -> (a != 0) != (b != 0))),
          entry("Not", Operator.of(Arithmetic::not)),
          entry("Where", Operator.of(Arithmetic::where)));

  private Arithmetic() {}

  /** What is computed of two values of which not both are known. */
  @FunctionalInterface
  private interface Pair {
    /** The result; both have one element type. */
    Tensor of(Call call, Value a, Value b);
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
          Value b = Shaping.aligned(call, 0, 1);
          if (call.value(0) instanceof Value.Known left && b instanceof Value.Known right) {
            return Host.zip(left, right, DType.U8, (x, y) -> known.of(x, y) ? 1 : 0);
          }
          return Value.of(binary(traced).of(call, call.value(0), b));
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

  private static Value fold(Call call, Pair traced, DoubleBinaryOperator known) {
    Value result = call.value(0);
    for (int i = 1; i < call.inputs().size(); i++) {
      result = combine(call, result, call.value(i), traced, known);
    }
    return result;
  }

  private static Value combine(
      Call call, Value a, Value b, Pair traced, DoubleBinaryOperator known) {
    if (a instanceof Value.Known left && b instanceof Value.Known right) {
      DType common = common(left.data().type().dtype(), right.data().type().dtype());
      return Host.zip(left, right, common, known);
    }
    return Value.of(traced.of(call, a, b));
  }

  private static Tensor add(Call call, Value a, Value b) {
    if (Shaping.isNumber(b, a)) {
      return a.tensor().add(Shaping.number(b));
    }
    return Shaping.isNumber(a, b)
        ? b.tensor().add(Shaping.number(a))
        : binary(Tensor::add).of(call, a, b);
  }

  private static Tensor sub(Call call, Value a, Value b) {
    return Shaping.isNumber(b, a)
        ? a.tensor().sub(Shaping.number(b))
        : binary(Tensor::sub).of(call, a, b);
  }

  private static Tensor mul(Call call, Value a, Value b) {
    if (Shaping.isNumber(b, a)) {
      return a.tensor().mul(Shaping.number(b));
    }
    if (Shaping.isNumber(a, b)) {
      return b.tensor().mul(Shaping.number(a));
    }
    return binary(Shaping::product).of(call, a, b);
  }

  private static Value div(Call call) {
    Value a = call.value(0);
    Value b = Shaping.aligned(call, 0, 1);
    if (a instanceof Value.Known left && b instanceof Value.Known right) {
      DType common = common(left.data().type().dtype(), right.data().type().dtype());
      return common.floating()
          ? Host.zip(left, right, common, (x, y) -> x / y)
          : Host.zip(left, right, common, Arithmetic::quotient);
    }
    if (Shaping.isNumber(b, a)) {
      return Value.of(a.tensor().div(Shaping.number(b)));
    }
    return Value.of(binary(Tensor::div).of(call, a, b));
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

  private static Tensor undefined(Call call, Value a, Value b) {
    throw call.declined("numbers that follow from the picture", "leave it out");
  }

  private static Value mean(Call call) {
    Value sum = fold(call, Arithmetic::add, Double::sum);
    int count = call.inputs().size();
    return sum instanceof Value.Known known
        ? Host.map(known, known.data().type().dtype(), x -> x / count)
        : Value.of(sum.tensor().div(count));
  }

  private static Value not(Call call) {
    return call.value(0) instanceof Value.Known x
        ? Host.map(x, DType.U8, v -> v == 0 ? 1 : 0)
        : Value.of(not(call.tensor(0)));
  }

  private static Tensor not(Tensor x) {
    return x.neg().add(1);
  }

  private static Value where(Call call) {
    Value condition = call.value(0);
    Value a = call.value(1);
    Value b = call.value(2);
    Shape shape = condition.shape().broadcast(a.shape()).broadcast(b.shape());
    if (condition instanceof Value.Known c
        && a instanceof Value.Known left
        && b instanceof Value.Known right) {
      Value.Known chosen = Host.broadcast(c, shape);
      Value.Known yes = Host.broadcast(left, shape);
      Value.Known no = Host.broadcast(right, shape);
      return Host.fill(
          left.data().type().dtype(),
          shape,
          i -> chosen.data().at(i) != 0 ? yes.data().at(i) : no.data().at(i));
    }
    Tensor left = a.tensor();
    Tensor right = b.tensor();
    DType common = common(left.type().dtype(), right.type().dtype());
    return Value.of(
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
