package fovea.onednn.ops;

import fovea.graph.op.Unary;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.BinaryPrimitive;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.functions.FunctionLoop;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Elementwise functions that oneDNN lacks or is not exact enough in, by loops of our own. */
public final class FunctionKernels {
  private FunctionKernels() {}

  static void forward(Unary unary, UnaryKernel.Loop loop, Step step, Lowering to) {
    Value x = step.input(0);
    if (x.type().dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    // What stands for no element must stay 0.
    boolean padded = to.desc(x).isPadded() && unary.formula().value().applyAsDouble(0) != 0;
    Slot from = padded ? to.plain(x) : to.slot(x);
    call(loop, step, List.of(from), to.result(step.output(), Descs.of(from)), to);
  }

  /** The gradient by a loop over what is kept and the upstream gradient. */
  public static UnaryKernel.Gradient gradient(UnaryKernel.Loop loop) {
    return (step, to) -> {
      MemoryDesc data = PointwiseKernels.shared(step.input(0), step.input(1), to);
      List<Slot> reads = List.of(to.in(step.input(0), data), to.in(step.input(1), data));
      call(loop, step, reads, to.result(step.output(), data), to);
    };
  }

  private static void call(
      UnaryKernel.Loop loop, Step step, List<Slot> reads, Slot result, Lowering to) {
    Optional<FunctionLoop> code =
        Vectors.here().map(vectors -> new FunctionLoop(loop.function(), vectors));
    to.inPlace(
        step,
        code.map(FunctionLoop::implementation).orElse("java"),
        reads,
        result,
        memory -> {
          List<MemorySegment> from = reads.stream().map(memory::of).toList();
          MemorySegment into = memory.of(result);
          return code.map(machine -> machine.bind(from, into, loop.plain(), to::code))
              .orElseGet(() -> loop.plain().bind(from, into));
        });
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
            BinaryPrimitive.create(
                BinaryPrimitive.Algorithm.DIVIDE,
                new BinaryPrimitive.Operands(data, data, data),
                PrimitiveAttributes.standard()));
  }
}
