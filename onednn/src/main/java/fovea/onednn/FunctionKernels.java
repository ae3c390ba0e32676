package fovea.onednn;

import fovea.graph.DType;
import fovea.graph.Unary;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.Attributes;
import fovea.onednn.ffm.Binary;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.functions.FunctionLoop;
import fovea.onednn.functions.VectorFunction;
import fovea.onednn.loops.ErfLoop;
import fovea.onednn.loops.LogLoop;
import fovea.onednn.loops.SoftplusLoop;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Elementwise functions that oneDNN lacks or is not exact enough in, by loops of our own. */
final class FunctionKernels {
  private FunctionKernels() {}

  static void forward(Unary unary, Step step, Lowering to) {
    Optional<Loop> loop = loops(unary).map(Loops::value);
    if (loop.isEmpty() || step.input(0).type().dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    Value x = step.input(0);
    // What stands for no element must stay 0, which these functions do not keep.
    boolean padded = to.desc(x).isPadded() && !(unary instanceof Unary.Erf);
    Slot from = padded ? to.plain(x) : to.slot(x);
    call(loop.get(), step, List.of(from), to.result(step.output(), Descs.of(from)), to);
  }

  static void gradient(Unary unary, Step step, Lowering to) {
    if (step.input(0).type().dtype() != DType.F32) {
      to.reference(step);
    } else if (unary instanceof Unary.Log) {
      quotient(step, to);
    } else {
      loops(unary)
          .flatMap(Loops::gradient)
          .ifPresentOrElse(
              loop -> {
                MemoryDesc data = PointwiseKernels.shared(step.input(0), step.input(1), to);
                List<Slot> reads = List.of(to.in(step.input(0), data), to.in(step.input(1), data));
                call(loop, step, reads, to.result(step.output(), data), to);
              },
              () -> to.reference(step));
    }
  }

  /** A function in machine code, and in Java for processors without it. */
  private record Loop(VectorFunction function, FunctionLoop.Plain plain) {}

  private static void call(Loop loop, Step step, List<Slot> reads, Slot result, Lowering to) {
    Optional<FunctionLoop> code =
        Vectors.here().map(vectors -> new FunctionLoop(loop.function, vectors));
    to.inPlace(
        step,
        code.map(FunctionLoop::implementation).orElse("java"),
        reads,
        result,
        memory -> {
          List<MemorySegment> from = reads.stream().map(memory::of).toList();
          MemorySegment into = memory.of(result);
          return code.map(machine -> machine.bind(from, into, loop.plain, to::code))
              .orElseGet(() -> loop.plain.bind(from, into));
        });
  }

  /** The gradient of the logarithm: the upstream gradient divided by the input. */
  private static void quotient(Step step, Lowering to) {
    MemoryDesc data = PointwiseKernels.shared(step.input(0), step.input(1), to);
    to.roles()
        .read(Arg.SOURCE, to.in(step.input(1), data))
        .read(Arg.SOURCE_1, to.in(step.input(0), data))
        .write(Arg.DESTINATION, to.result(step.output(), data))
        .inPlace()
        .call(
            step,
            Binary.create(
                Binary.Algorithm.DIVIDE,
                new Binary.Operands(data, data, data),
                Attributes.standard()));
  }

  /** Our own loops of a function. */
  private record Loops(Loop value, Optional<Loop> gradient) {}

  private static Optional<Loops> loops(Unary unary) {
    return switch (unary) {
      case Unary.Erf _ ->
          Optional.of(
              new Loops(
                  new Loop(VectorFunction.ERF, (in, y) -> new ErfLoop(in.getFirst(), y)),
                  Optional.of(
                      new Loop(
                          VectorFunction.ERF_GRADIENT,
                          (in, y) -> new ErfLoop.Gradient(in.get(0), in.get(1), y)))));
      case Unary.Softplus _ ->
          Optional.of(
              new Loops(
                  new Loop(VectorFunction.SOFTPLUS, (in, y) -> new SoftplusLoop(in.getFirst(), y)),
                  Optional.of(
                      new Loop(
                          VectorFunction.SOFTPLUS_GRADIENT,
                          (in, y) -> new SoftplusLoop.Gradient(in.get(0), in.get(1), y)))));
      case Unary.Log _ ->
          Optional.of(
              new Loops(
                  new Loop(VectorFunction.LOG, (in, y) -> new LogLoop(in.getFirst(), y)),
                  Optional.empty()));
      case Unary.Relu _,
          Unary.LeakyRelu _,
          Unary.Clip _,
          Unary.Elu _,
          Unary.Gelu _,
          Unary.Silu _,
          Unary.Mish _,
          Unary.Hardswish _,
          Unary.Sigmoid _,
          Unary.Tanh _,
          Unary.Exp _,
          Unary.Sqrt _,
          Unary.Abs _,
          Unary.Affine _ ->
          Optional.empty();
    };
  }
}
