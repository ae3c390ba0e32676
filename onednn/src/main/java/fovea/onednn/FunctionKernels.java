package fovea.onednn;

import fovea.graph.DType;
import fovea.graph.Unary;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.Attributes;
import fovea.onednn.ffm.Binary;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.loops.ErfLoop;
import fovea.onednn.loops.LogLoop;
import fovea.onednn.loops.SoftplusLoop;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Elementwise functions that oneDNN lacks or is not exact enough in, by loops of our own. */
final class FunctionKernels {
  private FunctionKernels() {}

  private interface Loop {
    Runnable of(MemorySegment x, MemorySegment result);
  }

  private interface GradientLoop {
    Runnable of(MemorySegment x, MemorySegment upstream, MemorySegment result);
  }

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
    Slot result = to.result(step.output(), Descs.of(from));
    to.inPlace(
        step, List.of(from), result, memory -> loop.get().of(memory.of(from), memory.of(result)));
  }

  static void gradient(Unary unary, Step step, Lowering to) {
    if (step.input(0).type().dtype() != DType.F32) {
      to.reference(step);
    } else if (unary instanceof Unary.Log) {
      quotient(step, to);
    } else {
      loops(unary)
          .flatMap(Loops::gradient)
          .ifPresentOrElse(loop -> loop(loop, step, to), () -> to.reference(step));
    }
  }

  private static void loop(GradientLoop loop, Step step, Lowering to) {
    MemoryDesc data = PointwiseKernels.shared(step.input(0), step.input(1), to);
    List<Slot> reads = List.of(to.in(step.input(0), data), to.in(step.input(1), data));
    Slot result = to.result(step.output(), data);
    to.inPlace(
        step,
        reads,
        result,
        memory ->
            loop.of(memory.of(reads.getFirst()), memory.of(reads.getLast()), memory.of(result)));
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
  private record Loops(Loop value, Optional<GradientLoop> gradient) {}

  private static Optional<Loops> loops(Unary unary) {
    return switch (unary) {
      case Unary.Erf _ -> Optional.of(new Loops(ErfLoop::new, Optional.of(ErfLoop.Gradient::new)));
      case Unary.Softplus _ ->
          Optional.of(new Loops(SoftplusLoop::new, Optional.of(SoftplusLoop.Gradient::new)));
      case Unary.Log _ -> Optional.of(new Loops(LogLoop::new, Optional.empty()));
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
