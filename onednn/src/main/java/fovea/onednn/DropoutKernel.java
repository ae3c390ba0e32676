package fovea.onednn;

import fovea.graph.Dropout;
import fovea.graph.spi.Step;

/** Dropout by a mask that is computed, not kept. */
final class DropoutKernel {
  private DropoutKernel() {}

  static void lower(Dropout dropout, Step step, Lowering to) {
    to.reference(step);
  }
}
