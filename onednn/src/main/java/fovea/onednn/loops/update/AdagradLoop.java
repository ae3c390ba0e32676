package fovea.onednn.loops.update;

import fovea.graph.op.Update;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Adagrad (Duchi et al. 2011). */
final class AdagradLoop extends OptimizerLoop {
  private final float epsilon;
  private final float decay;
  private float rate;

  AdagradLoop(Update.Adagrad op, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    super(op, inputs, outputs);
    epsilon = (float) op.epsilon();
    decay = (float) op.decay();
  }

  @Override
  public void prepare(double newRate, double newStep) {
    rate = (float) newRate;
  }

  @Override
  public void compute(float[][] lanes, long from, int length) {
    float[] weight = lanes[0];
    float[] sum = lanes[1];
    float[] gradient = lanes[2];
    for (int i = 0; i < length; i++) {
      float g = gradient[i] + decay * weight[i];
      float s = sum[i] + g * g;
      sum[i] = s;
      weight[i] -= rate * (g / ((float) Math.sqrt(s) + epsilon));
    }
  }
}
