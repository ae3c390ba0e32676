package fovea.onednn.ops;

import fovea.graph.op.Binary;
import fovea.graph.op.Unary;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.Layout;
import fovea.graph.type.TensorType;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.BackwardOperands;
import fovea.onednn.ffm.BinaryPrimitive;
import fovea.onednn.ffm.BinaryPrimitive.Algorithm;
import fovea.onednn.ffm.BinaryPrimitive.Operands;
import fovea.onednn.ffm.EltwisePrimitive;
import fovea.onednn.ffm.EltwisePrimitive.Function;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PostOp;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.loops.IndexLoops;
import fovea.onednn.lower.Lowering;
import java.util.Optional;

/** Elementwise functions in the layout of their inputs, in place where the input is not needed. */
public final class PointwiseKernels {
  private PointwiseKernels() {}

  public static void unary(Unary unary, Step step, Lowering to) {
    switch (UnaryKernel.of(unary)) {
      case UnaryKernel.Loops loops -> FunctionKernels.forward(unary, loops.value(), step, to);
      case UnaryKernel.Native(Function function) when computes(step.input(0)) -> {
        if (!LimitKernels.unary(unary, step, to)) {
          unary(function, step, to);
        }
      }
      case UnaryKernel.Native _ -> to.reference(step);
    }
  }

  private static void unary(Function function, Step step, Lowering to) {
    Value x = step.input(0);
    MemoryDesc data = to.desc(x);
    PrimitiveDesc primitive = EltwisePrimitive.forward(Propagation.INFERENCE, function, data, data);
    to.roles()
        .read(Arg.SOURCE, to.slot(x))
        .write(Arg.DESTINATION, to.result(step.output(), data))
        .inPlace()
        .call(step, primitive);
  }

  public static void unaryGrad(Unary unary, Step step, Lowering to) {
    switch (UnaryKernel.of(unary)) {
      case UnaryKernel.Loops loops when step.input(0).type().dtype() == DType.F32 ->
          loops.gradient().lower(step, to);
      case UnaryKernel.Native(Function function) when computes(step.input(0)) ->
          unaryGrad(function, unary.fromResult() ? Arg.DESTINATION : Arg.SOURCE, step, to);
      case UnaryKernel.Loops _, UnaryKernel.Native _ -> to.reference(step);
    }
  }

  private static void unaryGrad(Function function, Arg role, Step step, Lowering to) {
    Value kept = step.input(0);
    Value dy = step.input(1);
    MemoryDesc data = shared(kept, dy, to);
    PrimitiveDesc forward = EltwisePrimitive.forward(Propagation.TRAINING, function, data, data);
    PrimitiveDesc primitive =
        EltwisePrimitive.backward(function, new BackwardOperands(data, data, data), forward);
    to.roles()
        .read(Arg.DESTINATION_GRADIENT, to.in(dy, data))
        .read(role, to.in(kept, data))
        .write(Arg.SOURCE_GRADIENT, to.result(step.output(), data))
        .inPlace()
        .call(step, primitive);
  }

  public static void binary(Binary binary, Step step, Lowering to) {
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
            .flatMap(
                known ->
                    prepare(known, binary.commutes(), PrimitiveAttributes.standard(), step, to));
    boolean loops = step.input(0).type().dtype() == DType.F32;
    if (prepared.filter(p -> !loops || p.generated()).isPresent()) {
      call(prepared.get(), step, to);
    } else if (loops) {
      BroadcastKernels.binary(binary, step, to);
    } else {
      to.reference(step);
    }
  }

  private static boolean indices(Step step) {
    TensorType type = step.input(0).type();
    return type.dtype() == DType.I32 && type.equals(step.input(1).type());
  }

  public static void addRelu(Step step, Lowering to) {
    if (LimitKernels.addRelu(shared(step.input(0), step.input(1), to), step, to)) {
      return;
    }
    PrimitiveAttributes attributes = PrimitiveAttributes.standard().then(PostOp.relu());
    prepare(Algorithm.ADD, true, attributes, step, to)
        .ifPresentOrElse(prepared -> call(prepared, step, to), () -> to.reference(step));
  }

  /** oneDNN's function of two operands, of which the right one may be broadcast. */
  private record Prepared(Operands operands, PrimitiveDesc primitive, boolean swapped) {
    /** Whether it runs by code made for these operands, not by plain loops. */
    boolean generated() {
      return !primitive.implementation().startsWith("ref");
    }
  }

  private static Optional<Prepared> prepare(
      Algorithm algorithm,
      boolean commutes,
      PrimitiveAttributes attributes,
      Step step,
      Lowering to) {
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
      operands = new Operands(data, BroadcastOperand.row(b, out), data);
    } else if (b.type().equals(out) && commutes) {
      MemoryDesc data = to.desc(b);
      operands = new Operands(data, BroadcastOperand.row(a, out), data);
      swapped = true;
    } else {
      return Optional.empty();
    }
    if (operands.left().rank() != operands.right().rank()) {
      // The weight of a convolution in groups has an axis more as it lies than as it is.
      return Optional.empty();
    }
    PrimitiveDesc primitive = BinaryPrimitive.create(algorithm, operands, attributes);
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

  /** What another kernel does to its results, if oneDNN has such a function. */
  public static Optional<PostOp> postOp(Unary unary) {
    // Results are enough for the gradient of ReLU, which is nothing that a kernel here need know.
    return switch (UnaryKernel.of(unary)) {
      case UnaryKernel.Native _ when unary instanceof Unary.Relu -> Optional.of(PostOp.relu());
      case UnaryKernel.Native(Function function) -> Optional.of(new PostOp.Apply(function));
      case UnaryKernel.Loops _ -> Optional.empty();
    };
  }
}
