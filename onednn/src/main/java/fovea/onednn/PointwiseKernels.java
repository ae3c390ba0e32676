package fovea.onednn;

import fovea.graph.Binary;
import fovea.graph.DType;
import fovea.graph.Layout;
import fovea.graph.TensorType;
import fovea.graph.Unary;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.Attributes;
import fovea.onednn.ffm.Binary.Algorithm;
import fovea.onednn.ffm.Binary.Operands;
import fovea.onednn.ffm.Eltwise;
import fovea.onednn.ffm.Eltwise.Function;
import fovea.onednn.ffm.Gradients;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PostOp;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.loops.IndexLoops;
import java.util.Optional;

/** Elementwise functions in the layout of their inputs, in place where the input is not needed. */
final class PointwiseKernels {
  private PointwiseKernels() {}

  static void unary(Unary unary, Step step, Lowering to) {
    Value x = step.input(0);
    Optional<Function> function = function(unary);
    if (function.isEmpty() || !computes(x)) {
      FunctionKernels.forward(unary, step, to);
      return;
    }
    if (LimitKernels.unary(unary, step, to)) {
      return;
    }
    MemoryDesc data = to.desc(x);
    PrimitiveDesc primitive = Eltwise.forward(Propagation.INFERENCE, function.get(), data, data);
    to.roles()
        .read(Arg.SOURCE, to.slot(x))
        .write(Arg.DESTINATION, to.result(step.output(), data))
        .inPlace()
        .call(step, primitive);
  }

  static void unaryGrad(Unary unary, Step step, Lowering to) {
    Value kept = step.input(0);
    Value dy = step.input(1);
    Optional<Function> function = function(unary);
    if (function.isEmpty() || !computes(kept)) {
      FunctionKernels.gradient(unary, step, to);
      return;
    }
    MemoryDesc data = shared(kept, dy, to);
    PrimitiveDesc forward = Eltwise.forward(Propagation.TRAINING, function.get(), data, data);
    PrimitiveDesc primitive =
        Eltwise.backward(function.get(), new Gradients(data, data, data), forward);
    Arg role = unary.fromResult() ? Arg.DESTINATION : Arg.SOURCE;
    to.roles()
        .read(Arg.DESTINATION_GRADIENT, to.in(dy, data))
        .read(role, to.in(kept, data))
        .write(Arg.SOURCE_GRADIENT, to.result(step.output(), data))
        .inPlace()
        .call(step, primitive);
  }

  static void binary(Binary binary, Step step, Lowering to) {
    if (binary instanceof Binary.Equal && indices(step)) {
      to.loop(step, (in, same) -> IndexLoops.equal(in.get(0), in.get(1), same));
      return;
    }
    if (!computes(step.input(0))) {
      to.reference(step);
      return;
    }
    Optional<Prepared> prepared =
        algorithm(binary)
            .flatMap(known -> prepare(known, commutes(binary), Attributes.standard(), step, to));
    boolean loops = step.input(0).type().dtype() == DType.F32;
    if (prepared.filter(p -> !loops || p.generated()).isPresent()) {
      call(prepared.get(), step, to);
    } else if (loops) {
      StretchKernels.binary(binary, step, to);
    } else {
      to.reference(step);
    }
  }

  private static boolean indices(Step step) {
    TensorType type = step.input(0).type();
    return type.dtype() == DType.I32 && type.equals(step.input(1).type());
  }

  static void addRelu(Step step, Lowering to) {
    if (LimitKernels.addRelu(shared(step.input(0), step.input(1), to), step, to)) {
      return;
    }
    Attributes attributes = Attributes.standard().then(PostOp.relu());
    prepare(Algorithm.ADD, true, attributes, step, to)
        .ifPresentOrElse(prepared -> call(prepared, step, to), () -> to.reference(step));
  }

  /** oneDNN's function of two operands, of which the right one may be stretched. */
  private record Prepared(Operands operands, PrimitiveDesc primitive, boolean swapped) {
    /** Whether it runs by code made for these operands, not by plain loops. */
    boolean generated() {
      return !primitive.implementation().startsWith("ref");
    }
  }

  private static Optional<Prepared> prepare(
      Algorithm algorithm, boolean commutes, Attributes attributes, Step step, Lowering to) {
    Value a = step.input(0);
    Value b = step.input(1);
    TensorType out = step.output().type();
    boolean swapped = false;
    Operands operands;
    if (a.type().equals(b.type())) {
      MemoryDesc data = shared(a, b, to);
      operands = new Operands(data, data, data);
    } else if (a.type().equals(out)) {
      MemoryDesc data = to.desc(a);
      operands = new Operands(data, StretchedOperand.row(b, out), data);
    } else if (b.type().equals(out) && commutes) {
      MemoryDesc data = to.desc(b);
      operands = new Operands(data, StretchedOperand.row(a, out), data);
      swapped = true;
    } else {
      return Optional.empty();
    }
    PrimitiveDesc primitive = fovea.onednn.ffm.Binary.create(algorithm, operands, attributes);
    return Optional.of(new Prepared(operands, primitive, swapped));
  }

  private static void call(Prepared prepared, Step step, Lowering to) {
    Operands operands = prepared.operands;
    Value left = step.input(prepared.swapped ? 1 : 0);
    Value right = step.input(prepared.swapped ? 0 : 1);
    boolean equal = left.type().equals(right.type());
    to.roles()
        .read(Arg.SOURCE, to.in(left, operands.left()))
        .read(
            Arg.SOURCE_1,
            equal ? to.in(right, operands.right()) : to.plain(right),
            operands.right())
        .write(Arg.DESTINATION, to.result(step.output(), operands.destination()))
        .inPlace()
        .call(step, prepared.primitive);
  }

  /** Whether oneDNN has arithmetic in this type. */
  private static boolean computes(Value value) {
    return switch (value.type().dtype()) {
      case F32, BF16 -> true;
      case F64, U8, I32, I64 -> false;
    };
  }

  /** The layout of whichever operand a convolution has made, so that the other follows. */
  static MemoryDesc shared(Value a, Value b, Lowering to) {
    return to.slot(a).layout() instanceof Layout.Plain ? to.desc(b) : to.desc(a);
  }

  /** oneDNN's function, if it has one. */
  private static Optional<Algorithm> algorithm(Binary binary) {
    return switch (binary) {
      case Binary.Add _ -> Optional.of(Algorithm.ADD);
      case Binary.Sub _ -> Optional.of(Algorithm.SUBTRACT);
      case Binary.Mul _ -> Optional.of(Algorithm.MULTIPLY);
      case Binary.Div _ -> Optional.of(Algorithm.DIVIDE);
      case Binary.Pow _ -> Optional.empty();
      case Binary.Maximum _ -> Optional.of(Algorithm.MAX);
      case Binary.Minimum _ -> Optional.of(Algorithm.MIN);
      case Binary.Greater _ -> Optional.of(Algorithm.GREATER);
      case Binary.Equal _ -> Optional.of(Algorithm.EQUAL);
    };
  }

  private static boolean commutes(Binary binary) {
    return switch (binary) {
      case Binary.Add _, Binary.Mul _, Binary.Maximum _, Binary.Minimum _, Binary.Equal _ -> true;
      case Binary.Sub _, Binary.Div _, Binary.Pow _, Binary.Greater _ -> false;
    };
  }

  /** What another kernel does to its results, if oneDNN has such a function. */
  static Optional<PostOp> postOp(Unary unary) {
    // Results are enough for the gradient of ReLU, which is nothing that a kernel here need know.
    return unary instanceof Unary.Relu
        ? Optional.of(PostOp.relu())
        : function(unary).map(PostOp.Apply::new);
  }

  /** oneDNN's function, if it has one that is exact enough. */
  static Optional<Function> function(Unary unary) {
    return switch (unary) {
      case Unary.Relu _ -> Optional.of(Eltwise.Algorithm.RELU_FROM_RESULT.function());
      case Unary.LeakyRelu(double slope) ->
          Optional.of(Eltwise.Algorithm.RELU.function((float) slope, 0));
      case Unary.Clip(double low, double high) ->
          // oneDNN wants them in order; the upper limit wins where they are not.
          Optional.of(
              Eltwise.Algorithm.CLIP_V2.function((float) Math.min(low, high), (float) high));
      case Unary.Elu(double alpha) -> Optional.of(Eltwise.Algorithm.ELU.function((float) alpha, 0));
      case Unary.Gelu _ -> Optional.of(Eltwise.Algorithm.GELU_ERF.function());
      case Unary.Silu _ -> Optional.of(Eltwise.Algorithm.SWISH.function(1, 0));
      case Unary.Mish _ -> Optional.of(Eltwise.Algorithm.MISH.function());
      case Unary.Hardswish _ -> Optional.of(Eltwise.Algorithm.HARD_SWISH.function(1f / 6, 0.5f));
      case Unary.Sigmoid _ -> Optional.of(Eltwise.Algorithm.LOGISTIC_FROM_RESULT.function());
      case Unary.Tanh _ -> Optional.of(Eltwise.Algorithm.TANH_FROM_RESULT.function());
      case Unary.Exp _ -> Optional.of(Eltwise.Algorithm.EXP_FROM_RESULT.function());
      case Unary.Sqrt _ -> Optional.of(Eltwise.Algorithm.SQRT_FROM_RESULT.function());
      case Unary.Abs _ -> Optional.of(Eltwise.Algorithm.ABS.function());
      case Unary.Affine(double scale, double shift) ->
          Optional.of(Eltwise.Algorithm.LINEAR.function((float) scale, (float) shift));
      // oneDNN's falls below zero by 2e-6 where it should come near it from above.
      case Unary.Softplus _ -> Optional.empty();
      // Off by 3e-6 near 1, where the logarithm itself is small.
      case Unary.Log _ -> Optional.empty();
      case Unary.Erf _ -> Optional.empty();
    };
  }
}
