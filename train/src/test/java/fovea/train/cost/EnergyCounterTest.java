package fovea.train.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyCounterTest {
  @TempDir private Path folder;

  private Path zone(String entry, String name, long used) throws IOException {
    Path zone = Files.createDirectories(folder.resolve(entry));
    Files.writeString(zone.resolve("name"), name + "\n");
    Files.writeString(zone.resolve("max_energy_range_uj"), "10000000\n");
    Files.writeString(zone.resolve("energy_uj"), used + "\n");
    return zone.resolve("energy_uj");
  }

  @Test
  void addsProcessorsUpAndKnowsThatTheyBeginAnew() throws IOException {
    Path first = zone("intel-rapl:0", "package-0", 9_000_000);
    Path second = zone("intel-rapl:1", "package-1", 1_000_000);
    Path part = zone("intel-rapl:0:0", "core", 0);
    Path platform = zone("intel-rapl:2", "psys", 0);
    EnergyCounter counter = EnergyCounter.of(folder);
    Files.writeString(first, "1000000\n");
    Files.writeString(second, "1500000\n");
    Files.writeString(part, "5000000\n");
    Files.writeString(platform, "5000000\n");
    assertEquals(OptionalDouble.of(2.5), counter.joules());
    assertEquals(OptionalDouble.of(2.5), counter.joules());
    Files.delete(second);
    assertEquals(OptionalDouble.empty(), counter.joules());
  }

  @Test
  void tellsNothingWhereThereAreNoCounters() throws IOException {
    assertEquals(OptionalDouble.empty(), EnergyCounter.of(folder.resolve("none")).joules());
    assertEquals(OptionalDouble.empty(), EnergyCounter.of(folder).joules());
    Files.delete(zone("intel-rapl:0", "package-0", 1));
    assertEquals(OptionalDouble.empty(), EnergyCounter.of(folder).joules());
  }

  @Test
  void readsThePeakOfTheMemory() {
    String status = "VmPeak:\t  9000 kB\nVmHWM:\t  1234 kB\n";
    assertEquals(OptionalLong.of(1234 * 1024), ProcessUsage.peakBytes(status));
    assertEquals(OptionalLong.empty(), ProcessUsage.peakBytes("VmPeak:\t 1 kB\n"));
    assertTrue(ProcessUsage.cpuSeconds() >= 0);
  }
}
