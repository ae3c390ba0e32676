package fovea.onednn.loops.update;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.graph.op.Update;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Optimizers and running statistics on f32 memory, with PyTorch's definitions. */
public final class F32UpdateLoops {
  private F32UpdateLoops() {}

  /**
   * Makes an update ready to run again and again.
   *
   * @param inputs those of the op, in any one layout; scalars as f64
   * @param outputs the new values of the targets, in place if they are the same segments
   */
  public static Runnable bind(Update op, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    return switch (op) {
      case Update.Sgd sgd -> new SgdLoop(sgd, inputs, outputs);
      case Update.Adam adam -> new AdamLoop(adam, inputs, outputs);
      case Update.RmsProp rmsProp -> new RmsPropLoop(rmsProp, inputs, outputs);
      case Update.Adagrad adagrad -> new AdagradLoop(adagrad, inputs, outputs);
      case Update.RunningMean mean -> new RunningMeanLoop(mean, inputs, outputs);
      case Update.Increment _ -> increment(inputs.getFirst(), outputs.getFirst());
    };
  }

  private static Runnable increment(MemorySegment from, MemorySegment to) {
    return () -> to.set(JAVA_LONG, 0, from.get(JAVA_LONG, 0) + 1);
  }
}
