package fovea.onednn.loops.update;

import fovea.graph.op.Update;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** RMSprop (Hinton 2012), with momentum or without. */
final class RmsPropLoop extends OptimizerLoop {
  private final float alpha;
  private final float epsilon;
  private final float momentum;
  private final float decay;
  private final float fresh;
  private float rate;

  RmsPropLoop(Update.RmsProp op, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    super(op, inputs, outputs);
    alpha = (float) op.alpha();
    fresh = (float) (1 - op.alpha());
    epsilon = (float) op.epsilon();
    momentum = (float) op.momentum();
    decay = (float) op.decay();
  }

  @Override
  public void prepare(double newRate, double newStep) {
    rate = (float) newRate;
  }

  @Override
  public void compute(float[][] lanes, long from, int length) {
    if (momentum == 0) {
      plain(lanes[0], lanes[1], lanes[2], length);
    } else {
      momentum(lanes, length);
    }
  }

  private void plain(float[] weight, float[] square, float[] gradient, int length) {
    for (int i = 0; i < length; i++) {
      float g = gradient[i] + decay * weight[i];
      float s = alpha * square[i] + fresh * (g * g);
      square[i] = s;
      weight[i] -= rate * (g / ((float) Math.sqrt(s) + epsilon));
    }
  }

  private void momentum(float[][] lanes, int length) {
    float[] weight = lanes[0];
    float[] square = lanes[1];
    float[] velocity = lanes[2];
    float[] gradient = lanes[3];
    for (int i = 0; i < length; i++) {
      float g = gradient[i] + decay * weight[i];
      float s = alpha * square[i] + fresh * (g * g);
      float v = momentum * velocity[i] + g / ((float) Math.sqrt(s) + epsilon);
      square[i] = s;
      velocity[i] = v;
      weight[i] -= rate * v;
    }
  }
}
