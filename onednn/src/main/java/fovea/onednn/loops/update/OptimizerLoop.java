package fovea.onednn.loops.update;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import fovea.graph.op.Update;
import fovea.onednn.loops.ElementwiseLoop;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * An update of a weight and its moments, given the gradient, by a rate and a step that change from
 * run to run.
 */
abstract class OptimizerLoop extends ElementwiseLoop {
  private final MemorySegment rate;
  private final MemorySegment step;

  OptimizerLoop(Update op, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    super(inputs.subList(0, op.targets() + 1), outputs);
    this.rate = inputs.get(op.targets() + 1);
    this.step = inputs.get(op.targets() + 2);
  }

  @Override
  public final void prepare() {
    prepare(rate.get(JAVA_DOUBLE, 0), step.get(JAVA_DOUBLE, 0));
  }

  /** Takes the learning rate and the step, counted from 1. */
  public abstract void prepare(double newRate, double newStep);
}
