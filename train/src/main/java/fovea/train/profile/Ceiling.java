package fovea.train.profile;

import fovea.graph.PlannedKernel;
import fovea.graph.type.DType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a machine gives at best: no kernel can be faster than its arithmetic at the highest rate,
 * nor than its memory traffic. Small tensors come from the caches, so that the rate of memory
 * depends on how much of it is touched.
 *
 * @param flops floating-point operations in a second by the type of the factors; those that are not
 *     known are left out
 * @param memory rates, the one for the least bytes first; empty if not known
 */
public record Ceiling(Map<DType, Double> flops, List<Bandwidth> memory) {

  /**
   * A rate of memory.
   *
   * @param bytes that a kernel reads and writes
   * @param bytesPerSecond the rate at which it can
   */
  public record Bandwidth(long bytes, double bytesPerSecond) {
    private Bandwidth or(Bandwidth other) {
      return new Bandwidth(bytes, Math.max(bytesPerSecond, other.bytesPerSecond));
    }
  }

  /** Copies map and list. */
  public Ceiling {
    flops = Collections.unmodifiableMap(new TreeMap<>(flops));
    memory = List.copyOf(memory);
  }

  /** Of a machine about which nothing is known. */
  public static Ceiling unknown() {
    return new Ceiling(Map.of(), List.of());
  }

  /** Whether anything is known. */
  public boolean known() {
    return !memory.isEmpty();
  }

  /** Seconds that {@code kernel} takes at least; 0 if nothing is known. */
  public double seconds(PlannedKernel kernel) {
    if (!known()) {
      return 0;
    }
    double rate = flops.getOrDefault(kernel.arithmetic().type(), Double.POSITIVE_INFINITY);
    return Math.max(2 * kernel.multiplyAdds() / rate, kernel.bytes() / bandwidth(kernel.bytes()));
  }

  /** The better of two measurements of the same rates, for a disturbed one finds too little. */
  Ceiling or(Ceiling other) {
    List<Bandwidth> better =
        IntStream.range(0, memory.size())
            .mapToObj(i -> memory.get(i).or(other.memory.get(i)))
            .toList();
    Map<DType, Double> faster = new TreeMap<>(flops);
    other.flops.forEach((type, rate) -> faster.merge(type, rate, Math::max));
    return new Ceiling(faster, better);
  }

  /** The rate for so many bytes, between those measured by their logarithms. */
  private double bandwidth(long bytes) {
    Bandwidth below = memory.getFirst();
    for (Bandwidth above : memory) {
      if (bytes <= above.bytes()) {
        double share =
            bytes <= below.bytes()
                ? 0
                : Math.log((double) bytes / below.bytes())
                    / Math.log((double) above.bytes() / below.bytes());
        return below.bytesPerSecond() + share * (above.bytesPerSecond() - below.bytesPerSecond());
      }
      below = above;
    }
    return below.bytesPerSecond();
  }
}
