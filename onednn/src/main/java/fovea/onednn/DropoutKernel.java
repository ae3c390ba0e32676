package fovea.onednn;

import fovea.graph.DType;
import fovea.graph.Noise;
import fovea.graph.spi.Step;
import fovea.onednn.loops.DropoutLoop;

/** Dropout, row-major: the choice goes by the row-major index, so that all backends agree. */
final class DropoutKernel {
  private DropoutKernel() {}

  static void lower(Noise.Dropout dropout, Step step, Lowering to) {
    if (step.input(0).type().dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    to.loop(step, (in, y) -> new DropoutLoop(dropout, in.get(0), in.get(1), y));
  }
}
