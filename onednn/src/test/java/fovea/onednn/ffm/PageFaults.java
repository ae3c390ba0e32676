package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.ffm.system.CFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/** How often the system had to provide a page, for tests and measurements of the steady state. */
public final class PageFaults {
  private static final CFunction USAGE = CFunction.ofSystem("getrusage");
  private static final int THIS_THREAD = 1;
  private static final int STRUCT_SIZE = 144; // struct rusage
  private static final int MINOR_FAULTS = 64;

  private PageFaults() {}

  /**
   * Returns the calling thread's page faults that needed no disk since it began; empty where the
   * system is not Linux.
   */
  public static OptionalLong ofThisThread() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return OptionalLong.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(STRUCT_SIZE, Long.BYTES);
      boolean known = (int) USAGE.call(THIS_THREAD, usage.address()) == 0;
      return known ? OptionalLong.of(usage.get(JAVA_LONG, MINOR_FAULTS)) : OptionalLong.empty();
    }
  }
}
