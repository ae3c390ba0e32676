package fovea.onednn;

import fovea.graph.DType;
import fovea.graph.Loss;
import fovea.graph.spi.Call;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.onednn.loops.CrossEntropyLoop;
import java.util.List;

/** Losses, row-major. */
final class LossKernels {
  private LossKernels() {}

  static void lower(Loss loss, Step step, Lowering to) {
    if (step.input(0).type().dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    int classes = step.input(0).type().shape().dim(1);
    Slot logits = to.plain(step.input(0));
    Slot labels = to.plain(step.input(1));
    Slot result = to.plainResult(step.output());
    switch (loss) {
      case Loss.CrossEntropy(double smoothing) ->
          to.java(
              step,
              List.of(logits, labels),
              List.of(result),
              memory ->
                  CrossEntropyLoop.forward(
                      task(smoothing, classes, logits, labels, memory), memory.of(result)));
      case Loss.CrossEntropyGrad(double smoothing) -> {
        Slot upstream = to.plain(step.input(2));
        to.java(
            step,
            List.of(logits, labels, upstream),
            List.of(result),
            memory ->
                CrossEntropyLoop.backward(
                    task(smoothing, classes, logits, labels, memory),
                    new CrossEntropyLoop.Gradient(memory.of(upstream), memory.of(result))));
      }
    }
  }

  private static CrossEntropyLoop.Task task(
      double smoothing, int classes, Slot logits, Slot labels, Call.Memory memory) {
    return new CrossEntropyLoop.Task(smoothing, classes, memory.of(logits), memory.of(labels));
  }
}
