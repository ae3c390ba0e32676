package fovea.onednn.loops.update;

import fovea.graph.op.Update;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019). */
final class AdamLoop extends OptimizerLoop {
  private final Update.Adam op;
  private float size;
  private float bias;
  private float shrink;

  AdamLoop(Update.Adam op, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    super(op, inputs, outputs);
    this.op = op;
  }

  @Override
  public void prepare(double newRate, double newStep) {
    size = (float) (newRate / (1 - Math.pow(op.beta1(), newStep)));
    bias = (float) (1 / Math.sqrt(1 - Math.pow(op.beta2(), newStep)));
    shrink = op.decoupled() ? (float) (1 - newRate * op.decay()) : 1;
  }

  @Override
  public void compute(float[][] lanes, long from, int length) {
    float[] weight = lanes[0];
    float[] mean = lanes[1];
    float[] square = lanes[2];
    float[] gradient = lanes[3];
    float step = size;
    float root = bias;
    float kept = shrink;
    float coupled = op.decoupled() ? 0 : (float) op.decay();
    float new1 = (float) (1 - op.beta1());
    float old2 = (float) op.beta2();
    float new2 = (float) (1 - op.beta2());
    float epsilon = (float) op.epsilon();
    for (int i = 0; i < length; i++) {
      float w = weight[i] * kept;
      float g = gradient[i] + coupled * w;
      float m = mean[i] + new1 * (g - mean[i]);
      float v = old2 * square[i] + new2 * (g * g);
      mean[i] = m;
      square[i] = v;
      weight[i] = w - step * (m / ((float) Math.sqrt(v) * root + epsilon));
    }
  }
}
