package fovea.train.profile;

import fovea.graph.PlannedKernel.Part;
import java.util.List;

/**
 * The kernels of one layer.
 *
 * @param layer its path; empty for what no layer does
 * @param kernels in the order of the plan
 */
public record LayerProfile(String layer, List<KernelProfile> kernels) {
  /** Copies the list. */
  public LayerProfile {
    kernels = List.copyOf(kernels);
  }

  /** All that is done for the layer. */
  public Work work() {
    return Work.of(kernels);
  }

  /** What is done for it in one part of the step. */
  public Work work(Part part) {
    return Work.of(kernels.stream().filter(k -> k.kernel().part() == part).toList());
  }
}
