package fovea.onednn.loops.update;

import fovea.graph.op.Update;
import fovea.onednn.loops.ElementwiseLoop;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A running mean that moves a little towards each new value. */
final class RunningMeanLoop extends ElementwiseLoop {
  private final float old;
  private final float fresh;

  RunningMeanLoop(Update.RunningMean op, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    super(inputs, outputs);
    old = (float) (1 - op.momentum());
    fresh = (float) (op.momentum() * op.correction());
  }

  @Override
  public void compute(float[][] lanes, long from, int length) {
    float[] running = lanes[0];
    float[] value = lanes[1];
    for (int i = 0; i < length; i++) {
      running[i] = old * running[i] + fresh * value[i];
    }
  }
}
