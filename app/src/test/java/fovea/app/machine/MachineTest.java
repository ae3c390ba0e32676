package fovea.app.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {

  @Test
  void readsAnX86Processor() {
    var cpuinfo =
        """
        processor\t: 0
        model name\t: AMD EPYC 9354
        flags\t\t: fpu sse sse4_2 avx2 fma avx512f avx512_bf16 ht

        processor\t: 1
        model name\t: AMD EPYC 9354
        """;
    assertEquals(
        new Processor(
            "AMD EPYC 9354", 2, List.of("sse4_2", "avx2", "fma", "avx512f", "avx512_bf16")),
        Processor.parse(cpuinfo, 2));
  }

  @Test
  void readsAnArmProcessorWithoutAName() {
    var arm = Processor.parse("processor: 0\nFeatures\t: fp asimd bf16 sve\n", 4);
    assertEquals(List.of("asimd", "bf16", "sve"), arm.features());
    assertFalse(arm.model().isEmpty());
  }

  @Test
  void doesWithoutAnyFile() {
    assertEquals(List.of(), Processor.parse("", 1).features());
    var memory = Memory.parse("", "", "");
    assertTrue(memory.total().isEmpty() && memory.available().isEmpty());
    assertEquals("", memory.hugePages());
    assertTrue(memory.heap() > 0);
  }

  @Test
  void readsMemoryAndItsLimits() {
    var meminfo = "MemTotal:       24683656 kB\nMemFree: 1 kB\nMemAvailable:   24000000 kB\n";
    var free = Memory.parse(meminfo, "max\n", "always [madvise] never\n");
    assertEquals(OptionalLong.of(24_683_656L * 1024), free.total());
    assertEquals(OptionalLong.of(24_000_000L * 1024), free.available());
    assertEquals("madvise", free.hugePages());
    var contained = Memory.parse(meminfo, "1073741824\n", "");
    assertEquals(OptionalLong.of(1L << 30), contained.total());
    assertEquals(OptionalLong.of(1L << 30), contained.available());
  }

  @ParameterizedTest
  @CsvSource({"25, false", "25.0.2, false", "25.0.3+9-LTS, true", "25.0.10, true", "26, true"})
  void knowsWhichJdkIsCurrent(String version, boolean current) {
    assertEquals(current, Jdk.of(Runtime.Version.parse(version), "").current());
  }
}
