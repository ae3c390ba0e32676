package fovea.onednn.copies;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.onednn.code.CacheSize;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.Natives;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CopiesTest {
  @BeforeAll
  static void needsTheProcessor() {
    Natives.assumeAvailable();
    assumeTrue(Vectors.here().isPresent(), "no x86-64 with AVX2: nothing to run");
  }

  private static MemorySegment numbers(Arena arena, int count) {
    MemorySegment memory = arena.allocate((long) count * Integer.BYTES, 256);
    for (int i = 0; i < count; i++) {
      memory.setAtIndex(JAVA_INT, i, i + 1);
    }
    return memory;
  }

  @Test
  void entriesGoPastTheCaches() {
    assumeTrue(CacheSize.bytes() < Long.MAX_VALUE, "the system does not say how large caches are");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = numbers(arena, 3000);
      MemorySegment to = arena.allocate(3000 * Integer.BYTES, 256);
      long huge = Long.MAX_VALUE;
      assertTrue(StreamedCopy.of(to, 1020, huge).isEmpty());
      assertTrue(StreamedCopy.of(to, 1028, huge).isEmpty());
      assertTrue(StreamedCopy.of(to.asSlice(4), 1024, huge).isEmpty());
      assertTrue(StreamedCopy.of(to, 1024, 4096).isEmpty());
      StreamedCopy copy = StreamedCopy.of(to, 2048, huge).orElseThrow();
      copy.copy(from.address() + 12, to.address() + 2048, 2048);
      for (int i = 0; i < 3000; i++) {
        boolean copied = i >= 512 && i < 1024;
        assertEquals(copied ? i - 512 + 4 : 0, to.getAtIndex(JAVA_INT, i), "element " + i);
      }
    }
  }

  @Test
  void someElementsOfARow() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = numbers(arena, 300);
      MemorySegment to = arena.allocate(100 * Integer.BYTES, 4);
      assertTrue(Picks.of(1, 50).isEmpty());
      assertTrue(Picks.of(50, 3).isEmpty());
      Picks picks = Picks.of(10, 50).orElseThrow();
      for (int i = 0; i < 50; i++) {
        picks.set(i, i * 7 % 100);
      }
      picks.copy(from.address() + 100 * Integer.BYTES, 3, 45, to.address());
      for (int i = 0; i < 100; i++) {
        int expected = i < 45 ? 100 + (i + 3) * 7 % 100 + 1 : 0;
        assertEquals(expected, to.getAtIndex(JAVA_INT, i), "element " + i);
      }
    }
  }
}
