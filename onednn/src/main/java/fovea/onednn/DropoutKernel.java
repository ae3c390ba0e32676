package fovea.onednn;

import fovea.graph.DType;
import fovea.graph.Noise;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.onednn.loops.DropoutLoop;
import java.util.List;

/** Dropout, row-major: the choice goes by the row-major index, so that all backends agree. */
final class DropoutKernel {
  private DropoutKernel() {}

  static void lower(Noise.Dropout dropout, Step step, Lowering to) {
    if (step.input(0).type().dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    Slot x = to.plain(step.input(0));
    Slot random = to.slot(step.input(1));
    Slot y = to.plainResult(step.output());
    to.java(
        step,
        List.of(x, random),
        List.of(y),
        memory -> new DropoutLoop(dropout, memory.of(x), memory.of(random), memory.of(y)));
  }
}
