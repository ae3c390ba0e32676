package fovea.testkit.spec;

import fovea.graph.Device;
import fovea.testkit.Devices;
import org.junit.jupiter.api.Test;

/**
 * Every kernel of the CPU against the reference over random shapes and values, new ones in each
 * run: ties, one channel, channels that fill no block, groups, tails. For a minute, or for as long
 * as {@code -Dfovea.fuzz.seconds} says. A failure names the row and the seed that repeat it.
 */
class ShapeFuzzTest {
  private static final int SECONDS = Integer.getInteger("fovea.fuzz.seconds", 60);

  @Test
  void cpuAgreesWithTheReference() {
    Devices.assume(Device.CPU);
    long first = Long.getLong("fovea.seed", System.nanoTime() >>> 8);
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    long seed = first;
    for (; System.nanoTime() < end; seed++) {
      for (OpSpec row : OpSpecs.rows()) {
        Trial trial = row.trial(seed, true);
        String repeat = row.name() + " -Dfovea.seed=" + seed + " " + trial;
        long now = seed;
        Seeds.naming(repeat, () -> OpSpecTest.compare(trial, now, Device.CPU, row.tolerance()));
      }
    }
    System.out.printf(
        "fuzz: %,d rounds over %d ops from -Dfovea.seed=%d%n",
        seed - first, OpSpecs.rows().size(), first);
  }
}
