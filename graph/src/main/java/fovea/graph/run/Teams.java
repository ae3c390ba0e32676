package fovea.graph.run;

import fovea.graph.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The numbers of threads that a plan may have: all, half of them, and so on down to one. */
final class Teams {
  /** Fewer threads must be faster by so much, since they leave the others idle. */
  private static final double CLEARLY = 0.9;

  private static final double MICRO = 1e3;
  private static final double MILLI = 1e6;

  private final List<Integer> sizes = new ArrayList<>();

  /** Those out of {@code all}. */
  Teams(int all) {
    for (int size = all; size > 1; size /= 2) {
      sizes.add(size);
    }
    sizes.add(1);
  }

  /** How many there are. */
  int count() {
    return sizes.size();
  }

  /** Size {@code index}, the largest first. */
  int size(int index) {
    return sizes.get(index);
  }

  /** All threads, for a reason. */
  Plan.Team all(String reason) {
    return new Plan.Team(size(0), size(0), reason);
  }

  /**
   * Whether fewer threads are clearly faster: what they do as a rule is compared with what more of
   * them do undisturbed, since a JVM that still compiles wants a core for a while, too.
   *
   * @param fewer median of the runs with fewer threads
   * @param more lower quartile of those with more
   */
  static boolean better(long fewer, long more) {
    return fewer < CLEARLY * more;
  }

  /** Size {@code index}, chosen because its runs took {@code nanos} and those of the other more. */
  Plan.Team chosen(int index, long nanos, int other, long otherNanos) {
    String reason =
        String.format(
            Locale.ROOT,
            "measured: %s a run, %s with %d",
            time(nanos),
            time(otherNanos),
            size(other));
    return new Plan.Team(size(index), size(0), reason);
  }

  private static String time(long nanos) {
    return nanos < MILLI
        ? String.format(Locale.ROOT, "%.1f µs", nanos / MICRO)
        : String.format(Locale.ROOT, "%.2f ms", nanos / MILLI);
  }
}
