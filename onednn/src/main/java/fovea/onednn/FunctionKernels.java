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
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Elementwise functions that oneDNN lacks or is not exact enough in, by loops of our own. */
final class FunctionKernels {
  private FunctionKernels() {}

  interface GradientLoop {
    Runnable of(MemorySegment x, MemorySegment upstream, MemorySegment result);
  }

  static void forward(Unary unary, UnaryKernel.Loop loop, Step step, Lowering to) {
    Value x = step.input(0);
    if (x.type().dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    // What stands for no element must stay 0.
    boolean padded = to.desc(x).isPadded() && unary.formula().value().applyAsDouble(0) != 0;
    Slot from = padded ? to.plain(x) : to.slot(x);
    Slot result = to.result(step.output(), Descs.of(from));
    to.inPlace(step, List.of(from), result, memory -> loop.of(memory.of(from), memory.of(result)));
  }

  /** The gradient by a loop over what is kept and the upstream gradient. */
  static UnaryKernel.Gradient gradient(GradientLoop loop) {
    return (step, to) -> loop(loop, step, to);
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
  static void quotient(Step step, Lowering to) {
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
}
