package fovea.onednn.loops.update;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import fovea.graph.op.Update;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Gradient descent, plain or with momentum (Polyak 1964) or Nesterov's. */
final class SgdLoop extends OptimizerLoop {
  private final boolean remembers;
  private final Optional<MemorySegment> scheduled;
  private final boolean nesterov;
  private final float decay;
  private float rate;
  private float momentum;
  private float carried;

  SgdLoop(Update.Sgd op, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    super(op, inputs, outputs);
    remembers = op.remembers();
    scheduled = op.scheduled() ? Optional.of(inputs.getLast()) : Optional.empty();
    momentum = (float) op.momentum();
    nesterov = op.nesterov();
    decay = (float) op.decay();
  }

  @Override
  public void prepare(double newRate, double newStep) {
    rate = (float) newRate;
    if (scheduled.isPresent()) {
      momentum = (float) scheduled.get().get(JAVA_DOUBLE, 0);
    }
    carried = newStep == 1 ? 0 : momentum;
  }

  @Override
  public void compute(float[][] lanes, long from, int length) {
    if (!remembers) {
      plain(lanes[0], lanes[1], length);
    } else if (nesterov) {
      nesterov(lanes[0], lanes[1], lanes[2], length);
    } else {
      momentum(lanes[0], lanes[1], lanes[2], length);
    }
  }

  private void plain(float[] weight, float[] gradient, int length) {
    for (int i = 0; i < length; i++) {
      weight[i] -= rate * (gradient[i] + decay * weight[i]);
    }
  }

  private void momentum(float[] weight, float[] velocity, float[] gradient, int length) {
    for (int i = 0; i < length; i++) {
      float v = carried * velocity[i] + (gradient[i] + decay * weight[i]);
      velocity[i] = v;
      weight[i] -= rate * v;
    }
  }

  private void nesterov(float[] weight, float[] velocity, float[] gradient, int length) {
    for (int i = 0; i < length; i++) {
      float g = gradient[i] + decay * weight[i];
      float v = carried * velocity[i] + g;
      velocity[i] = v;
      weight[i] -= rate * (g + momentum * v);
    }
  }
}
