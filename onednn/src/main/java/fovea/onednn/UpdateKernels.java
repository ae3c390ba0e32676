package fovea.onednn;

import fovea.graph.Update;
import fovea.graph.spi.Step;

/** Optimizers and running statistics, in place and in the layout that the weight has. */
final class UpdateKernels {
  private UpdateKernels() {}

  static void lower(Update update, Step step, Lowering to) {
    to.reference(step);
  }
}
