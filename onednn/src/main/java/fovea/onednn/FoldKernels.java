package fovea.onednn;

import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.onednn.loops.FoldLoops;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Batch norms that are folded into convolutions, row-major; only f32 is fused. */
final class FoldKernels {
  private FoldKernels() {}

  static void weight(double epsilon, Step step, Lowering to) {
    lower((in, out) -> FoldLoops.weight(epsilon, in, out), step, to);
  }

  static void bias(double epsilon, Step step, Lowering to) {
    lower((in, out) -> FoldLoops.bias(epsilon, in, out), step, to);
  }

  private interface Loop {
    Runnable bind(List<MemorySegment> inputs, MemorySegment result);
  }

  private static void lower(Loop loop, Step step, Lowering to) {
    List<Slot> reads = step.inputs().stream().map(to::plain).toList();
    Slot result = to.plainResult(step.output());
    to.java(
        step,
        reads,
        List.of(result),
        memory -> loop.bind(reads.stream().map(memory::of).toList(), memory.of(result)));
  }
}
