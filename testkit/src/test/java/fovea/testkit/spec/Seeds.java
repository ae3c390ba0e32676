package fovea.testkit.spec;

import java.util.function.LongConsumer;
import org.opentest4j.TestAbortedException;

/**
 * Repetition with seeds that can be told: {@code -Dfovea.seed} chooses the first, {@code
 * -Dfovea.iterations} how many there are. Without the second, repetition ends with a time slice.
 */
final class Seeds {
  /** For what needs no repetition. */
  static final Budget ONCE = new Budget(1, 0);

  private static final long FIRST = Long.getLong("fovea.seed", 20_260_101);
  private static final int ITERATIONS = Integer.getInteger("fovea.iterations", 0);

  private Seeds() {}

  /** Runs {@code body} with one seed after another; the seed is named if it fails. */
  static void repeat(Budget budget, LongConsumer body) {
    long end = System.nanoTime() + budget.milliseconds * 1_000_000L;
    int iterations = ITERATIONS > 0 ? ITERATIONS : budget.iterations;
    for (int i = 0; i < iterations && (i == 0 || ITERATIONS > 0 || System.nanoTime() < end); i++) {
      long seed = FIRST + i;
      naming("-Dfovea.seed=" + seed + " -Dfovea.iterations=1", () -> body.accept(seed));
    }
  }

  /** Runs {@code body}; if it fails, the message begins with {@code what}. */
  static void naming(Object what, Runnable body) {
    try {
      body.run();
    } catch (TestAbortedException skipped) {
      throw skipped;
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(what + ": " + e.getMessage(), e);
    }
  }

  /** How often to repeat, and for how long at most. */
  record Budget(int iterations, int milliseconds) {}
}
