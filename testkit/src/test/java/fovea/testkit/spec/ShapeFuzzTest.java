package fovea.testkit.spec;

import fovea.graph.type.Device;
import fovea.testkit.Devices;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every kernel of the CPU against the reference over random shapes and values: ties, one channel,
 * channels that fill no block, groups, tails. A few rounds always, and as a long test for a minute,
 * or for as long as {@code -Dfovea.fuzz.seconds} says. A failure names the row and the seed that
 * repeat it.
 */
class ShapeFuzzTest {
  private static final int MINUTE = 60;
  private static final int SECONDS = Integer.getInteger("fovea.fuzz.seconds", MINUTE);

  // A build says the same about the same code; a long run goes where none has been.
  private static final long FIRST = 20_260_101;

  // A kernel that is wrong is wrong by much; how exact the right ones are, OpSpecTest says.
  private static final OpSpecTest.Tolerance WRONG = new OpSpecTest.Tolerance(3e-4, 1);

  /** Rounds that always run; the long test begins behind them. */
  private static final int ROUNDS = 4;

  @Test
  void cpuAgreesWithTheReference() {
    Devices.assume(Device.CPU);
    long first = Long.getLong("fovea.seed", FIRST);
    for (long seed = first; seed < first + ROUNDS; seed++) {
      round(seed);
    }
  }

  @Test
  @Tag("long")
  void cpuAgreesWithTheReferenceForAMinute() {
    Devices.assume(Device.CPU);
    long first =
        Long.getLong("fovea.seed", SECONDS == MINUTE ? FIRST + ROUNDS : System.nanoTime() >>> 8);
    // At once, since a native kernel that fails may take the process with it.
    System.out.printf("fuzz: for %d s from -Dfovea.seed=%d%n", SECONDS, first);
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    long seed = first;
    for (; System.nanoTime() < end; seed++) {
      round(seed);
    }
    System.out.printf("fuzz: %,d rounds over %d ops%n", seed - first, OpSpecs.rows().size());
  }

  private static void round(long seed) {
    for (OpSpec row : OpSpecs.rows()) {
      Trial trial = row.trial(seed, true);
      String repeat = row.name() + " -Dfovea.seed=" + seed + " " + trial;
      Seeds.naming(repeat, () -> OpSpecTest.compare(trial, seed, Device.CPU, WRONG));
    }
  }
}
