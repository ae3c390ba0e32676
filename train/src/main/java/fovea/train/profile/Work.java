package fovea.train.profile;

import java.util.Collection;

/**
 * What some kernels do in a step, and how long they take for it.
 *
 * @param kernels how many there are
 * @param seconds that they take
 * @param least seconds that they would take at the ceiling; 0 where that is not known
 * @param multiplyAdds products that they sum up
 * @param bytes that they read and write
 */
public record Work(int kernels, double seconds, double least, long multiplyAdds, long bytes) {

  /** Nothing. */
  public static Work none() {
    return new Work(0, 0, 0, 0, 0);
  }

  /** The work of all of {@code kernels}. */
  public static Work of(Collection<KernelProfile> kernels) {
    return kernels.stream().map(KernelProfile::work).reduce(none(), Work::plus);
  }

  /** Both together. */
  public Work plus(Work other) {
    return new Work(
        kernels + other.kernels,
        seconds + other.seconds,
        least + other.least,
        multiplyAdds + other.multiplyAdds,
        bytes + other.bytes);
  }

  /** Share of the ceiling that is reached, from 0 to about 1; 0 where that is not known. */
  public double ofCeiling() {
    return seconds == 0 ? 0 : least / seconds;
  }

  /** Floating-point operations in a second, two for each multiply-add. */
  public double flops() {
    return seconds == 0 ? 0 : 2 * multiplyAdds / seconds;
  }

  /** Bytes in a second. */
  public double bandwidth() {
    return seconds == 0 ? 0 : bytes / seconds;
  }
}
