package fovea.onednn;

import fovea.graph.Binary;
import fovea.graph.DType;
import fovea.graph.Layout;
import fovea.graph.Shape;
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
      to.reference(step);
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
      to.reference(step);
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
    pair(algorithm(binary), commutes(binary), Attributes.standard(), step, to);
  }

  private static boolean indices(Step step) {
    TensorType type = step.input(0).type();
    return type.dtype() == DType.I32 && type.equals(step.input(1).type());
  }

  static void addRelu(Step step, Lowering to) {
    if (LimitKernels.addRelu(shared(step.input(0), step.input(1), to), step, to)) {
      return;
    }
    pair(Algorithm.ADD, true, Attributes.standard().then(PostOp.relu()), step, to);
  }

  private static void pair(
      Algorithm algorithm, boolean commutes, Attributes attributes, Step step, Lowering to) {
    Value a = step.input(0);
    Value b = step.input(1);
    TensorType out = step.output().type();
    if (a.type().equals(b.type())) {
      MemoryDesc data = shared(a, b, to);
      call(new Operands(data, data, data), algorithm, attributes, step, to, false);
    } else if (a.type().equals(out)) {
      MemoryDesc data = to.desc(a);
      call(new Operands(data, stretched(b, out), data), algorithm, attributes, step, to, false);
    } else if (b.type().equals(out) && commutes) {
      MemoryDesc data = to.desc(b);
      call(new Operands(data, stretched(a, out), data), algorithm, attributes, step, to, true);
    } else {
      to.reference(step);
    }
  }

  private static void call(
      Operands operands,
      Algorithm algorithm,
      Attributes attributes,
      Step step,
      Lowering to,
      boolean swapped) {
    PrimitiveDesc primitive = fovea.onednn.ffm.Binary.create(algorithm, operands, attributes);
    Value left = step.input(swapped ? 1 : 0);
    Value right = step.input(swapped ? 0 : 1);
    boolean equal = left.type().equals(right.type());
    to.roles()
        .read(Arg.SOURCE, to.in(left, operands.left()))
        .read(
            Arg.SOURCE_1,
            equal ? to.in(right, operands.right()) : to.plain(right),
            operands.right())
        .write(Arg.DESTINATION, to.result(step.output(), operands.destination()))
        .inPlace()
        .call(step, primitive);
  }

  /** Whether oneDNN has arithmetic in this type. */
  private static boolean computes(Value value) {
    return switch (value.type().dtype()) {
      case F32, BF16 -> true;
      case F64, U8, I32, I64 -> false;
    };
  }

  /** The layout of whichever operand a convolution has made, so that the other follows. */
  private static MemoryDesc shared(Value a, Value b, Lowering to) {
    return to.slot(a).layout() instanceof Layout.Plain ? to.desc(b) : to.desc(a);
  }

  /** The operand with as many axes as the result, row-major. */
  private static MemoryDesc stretched(Value value, TensorType out) {
    Shape shape = value.type().shape();
    int[] dims = new int[Math.max(1, out.shape().rank())];
    java.util.Arrays.fill(dims, 1);
    for (int i = 1; i <= shape.rank(); i++) {
      dims[dims.length - i] = shape.dim(-i);
    }
    return Descs.plain(value.type(), Shape.of(dims));
  }

  private static Algorithm algorithm(Binary binary) {
    return switch (binary) {
      case Binary.Add _ -> Algorithm.ADD;
      case Binary.Sub _ -> Algorithm.SUBTRACT;
      case Binary.Mul _ -> Algorithm.MULTIPLY;
      case Binary.Div _ -> Algorithm.DIVIDE;
      case Binary.Maximum _ -> Algorithm.MAX;
      case Binary.Minimum _ -> Algorithm.MIN;
      case Binary.Greater _ -> Algorithm.GREATER;
      case Binary.Equal _ -> Algorithm.EQUAL;
    };
  }

  private static boolean commutes(Binary binary) {
    return switch (binary) {
      case Binary.Add _, Binary.Mul _, Binary.Maximum _, Binary.Minimum _, Binary.Equal _ -> true;
      case Binary.Sub _, Binary.Div _, Binary.Greater _ -> false;
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
          Optional.of(Eltwise.Algorithm.CLIP_V2.function((float) low, (float) high));
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
