package fovea.onednn.ffm.system;

import java.util.Locale;

/**
 * How long a thread of OpenMP spins for the next kernel before it sleeps.
 *
 * @param rounds of spinning, as libgomp counts them
 * @param costs that they were chosen by
 */
public record Spinning(int rounds, WaitingCosts costs) {
  /** Whoever spins as long as a wake-up takes loses at most twice what the best choice would. */
  private static final double WAKE_UPS = 3;

  /** The threads of a team do not end at the same moment. */
  private static final double BARRIERS = 50;

  private static final double LEAST = 10_000;

  /** A spinning thread keeps others from its core. */
  private static final double MOST = 150_000;

  /** Long enough to bridge the gap between two kernels, short enough to sleep between two steps. */
  public static Spinning by(WaitingCosts costs) {
    double barriers = costs.together() ? BARRIERS * costs.barrier() : 0;
    double nanos = Math.max(WAKE_UPS * costs.wakeUp(), barriers);
    return new Spinning((int) (Math.clamp(nanos, LEAST, MOST) / costs.round()), costs);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "OpenMP spins for %.0f µs (%,d rounds), then sleeps: measured here, a wake-up takes %.1f µs"
            + " and a barrier %.2f µs",
        rounds * costs.round() / 1e3,
        rounds,
        costs.wakeUp() / 1e3,
        costs.barrier() / 1e3);
  }
}
