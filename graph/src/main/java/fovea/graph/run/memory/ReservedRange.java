package fovea.graph.run.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A large range of addresses, of which only the part in use takes memory, in huge pages where the
 * system has them: a fresh small page costs more than the work done in it. Linux only.
 */
final class ReservedRange {
  private static final int READ_WRITE = 0x1 | 0x2;
  private static final int PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
  private static final int ADVISE_HUGE_PAGES = 14;
  private static final long HUGE_PAGE = 2L << 20;
  private static final long LARGEST = 1L << 40;
  private static final long SMALLEST = 1L << 32;

  private final MemorySegment segment;

  private ReservedRange(MemorySegment segment) {
    this.segment = segment;
  }

  /** Reserves as much as the system grants; empty where that is not possible. */
  static Optional<ReservedRange> reserve() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    MethodHandle mmap =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("mmap"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG));
    for (long bytes = LARGEST; bytes >= SMALLEST; bytes /= 4) {
      long address = map(mmap, bytes);
      if (address != -1) {
        long aligned = (address + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
        long usable = bytes - (aligned - address);
        MemorySegment segment =
            MemorySegment.ofAddress(aligned).reinterpret(usable, Arena.global(), _ -> {});
        return Optional.of(new ReservedRange(segment));
      }
    }
    return Optional.empty();
  }

  /** Bytes that can be used. */
  long bytes() {
    return segment.byteSize();
  }

  /** All of the range. */
  MemorySegment segment() {
    return segment;
  }

  /** Makes the bytes {@code from} to {@code to} real memory, so that no run pays for it. */
  void touch(long from, long to) {
    Linker linker = Linker.nativeLinker();
    MethodHandle madvise =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("madvise"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    long start = from / HUGE_PAGE * HUGE_PAGE;
    try {
      int _ =
          (int)
              madvise.invokeExact(
                  segment.address() + start,
                  Math.min(to - start, segment.byteSize() - start),
                  ADVISE_HUGE_PAGES);
    } catch (Throwable e) {
      throw new AssertionError("madvise takes these arguments", e);
    }
    for (long at = from; at < to; at += 4096) {
      segment.set(ValueLayout.JAVA_BYTE, at, (byte) 0);
    }
  }

  private static long map(MethodHandle mmap, long bytes) {
    try {
      return (long) mmap.invokeExact(0L, bytes, READ_WRITE, PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
    } catch (Throwable e) {
      throw new AssertionError("mmap takes these arguments", e);
    }
  }
}
