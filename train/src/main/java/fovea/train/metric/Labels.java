package fovea.train.metric;

import fovea.graph.Tensor;

/** Labels that are there or not, as metrics look at them. */
final class Labels {

  private Labels() {}

  /** 1 where a logit is above 0, else 0. */
  static Tensor predicted(Pass pass) {
    return pass.output().greater(0);
  }

  /** 1 where a target is above one half, else 0. */
  static Tensor truth(Pass pass) {
    return pass.target().greater(0.5);
  }
}
