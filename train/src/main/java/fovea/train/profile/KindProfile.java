package fovea.train.profile;

import java.util.List;

/**
 * The kernels that compute the same by the same implementation.
 *
 * @param name of what they compute
 * @param implementation who computes it
 * @param kernels in the order of the plan
 */
public record KindProfile(String name, String implementation, List<KernelProfile> kernels) {
  /** Copies the list. */
  public KindProfile {
    kernels = List.copyOf(kernels);
  }

  /** All that they do. */
  public Work work() {
    return Work.of(kernels);
  }
}
