package fovea.graph.run.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FreeMemoryTest {

  @Test
  void littleIsAlwaysGranted() {
    assertDoesNotThrow(() -> FreeMemory.require(1 << 20));
  }

  @Test
  void moreThanThereIsIsRefused() {
    assumeTrue(Files.exists(Path.of("/proc/meminfo")), "skipped, this system does not say");
    assertThrows(OutOfMemoryError.class, () -> FreeMemory.require(1L << 50));
  }
}
