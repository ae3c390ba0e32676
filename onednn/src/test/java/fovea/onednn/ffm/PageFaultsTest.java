package fovea.onednn.ffm;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class PageFaultsTest {
  @Test
  void countsPagesThatAreTouchedFirst() {
    assumeTrue(
        PageFaults.ofThisThread().isPresent(), "not tested: page faults are counted on Linux only");
    long before = PageFaults.ofThisThread().orElseThrow();
    try (Arena arena = Arena.ofConfined()) {
      arena.allocate(64 << 20).fill((byte) 1);
    }
    assertTrue(PageFaults.ofThisThread().orElseThrow() - before >= 32);
  }
}
