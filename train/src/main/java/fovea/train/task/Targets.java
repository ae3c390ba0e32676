package fovea.train.task;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;

/** Conditions that targets must meet. */
final class Targets {

  private Targets() {}

  /** Requires a target of the shape of the output; numbers of any floating type. */
  static void requireSame(String task, Tensor output, Tensor target) {
    if (!target.type().dtype().floating()) {
      throw FoveaException.here(
          "%s takes floating targets %s, found %s".formatted(task, output.shape(), target.type()),
          "write targets as floats, or use Task.classification() for classes");
    }
    if (!target.shape().equals(output.shape())) {
      throw FoveaException.here(
          "%s takes targets %s as the network gives, found %s"
              .formatted(task, output.shape(), target.shape()),
          "give the network as many outputs as there are targets");
    }
  }
}
