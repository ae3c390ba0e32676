package fovea.train.profile;

import fovea.graph.PlannedKernel;

/**
 * A kernel and how long it takes.
 *
 * @param kernel of the plan
 * @param seconds median of all repetitions
 * @param least seconds that it would take at the ceiling; 0 where that is not known
 */
public record KernelProfile(PlannedKernel kernel, double seconds, double least) {

  /** What it does. */
  public Work work() {
    return new Work(1, seconds, least, kernel.multiplyAdds(), kernel.bytes());
  }
}
