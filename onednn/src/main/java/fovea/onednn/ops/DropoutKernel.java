package fovea.onednn.ops;

import fovea.graph.op.Noise;
import fovea.graph.spi.Step;
import fovea.graph.type.DType;
import fovea.onednn.loops.DropoutLoop;
import fovea.onednn.lower.Lowering;

/** Dropout, row-major: the choice goes by the row-major index, so that all backends agree. */
public final class DropoutKernel {
  private DropoutKernel() {}

  public static void lower(Noise.Dropout dropout, Step step, Lowering to) {
    if (step.input(0).type().dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    to.loop(step, (in, y) -> new DropoutLoop(dropout, in.get(0), in.get(1), y));
  }
}
