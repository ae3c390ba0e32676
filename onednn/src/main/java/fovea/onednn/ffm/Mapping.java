package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Address space taken from the system in one piece, which becomes memory page by page when touched: an arena can grow
 * inside it without moving. Huge pages are asked for, since a page fault costs more than the work on a small page.
 */
public final class Mapping implements AutoCloseable {
  private static final CFunction MAP = CFunction.ofSystem("mmap");
  private static final CFunction UNMAP = CFunction.ofSystem("munmap");
  private static final CFunction ADVISE = CFunction.ofSystem("madvise");

  private static final long READ_WRITE = 1 | 2;
  private static final long PRIVATE_ANONYMOUS_NO_RESERVE = 0x2 | 0x20 | 0x4000;
  private static final long NO_FILE = -1;
  private static final long FAILED = -1;
  private static final long HUGE_PAGE_ADVICE = 14;
  private static final long POPULATE_ADVICE = 23; // since Linux 5.14
  private static final long DONT_NEED_ADVICE = 4;
  private static final long HUGE_PAGE = 2L << 20;
  private static final long SMALLEST_PAGE = 4096;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment segment;

  private Mapping(long address, long base, long reserved, long size) {
    this.segment =
        MemorySegment.ofAddress(address)
            .reinterpret(size, arena, _ -> UNMAP.call(base, reserved));
  }

  /**
   * Reserves {@code size} bytes, zero, aligned to huge pages; empty where the system is not Linux or refuses.
   *
   * @param size may exceed the machine's memory: only what is touched counts
   */
  public static Optional<Mapping> reserve(long size) {
    if (size < 1) {
      throw new IllegalArgumentException("A mapping of " + size + " bytes cannot be reserved.");
    }
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty(); // the constants above are Linux's
    }
    long reserved = roundUp(size, HUGE_PAGE) + HUGE_PAGE;
    long base = map(reserved);
    if (base == FAILED) {
      return Optional.empty();
    }
    long address = roundUp(base, HUGE_PAGE);
    // Refused on kernels without huge pages: the memory is as good, only slower to touch.
    ADVISE.call(address, roundUp(size, HUGE_PAGE), HUGE_PAGE_ADVICE);
    return Optional.of(new Mapping(address, base, reserved, size));
  }

  private static long map(long length) {
    long[] arguments =
        CFunction.words(0, length, READ_WRITE, PRIVATE_ANONYMOUS_NO_RESERVE, NO_FILE, 0);
    return MAP.callWide(arguments, new float[CFunction.MAX_FLOATS]);
  }

  private static long roundUp(long value, long unit) {
    return (value + unit - 1) / unit * unit;
  }

  /** Returns the reserved memory; using it after {@link #close} throws. */
  public MemorySegment segment() {
    return segment;
  }

  /** Makes the system provide the pages of {@code [from, to)} now, so that later use meets no page fault. */
  public void touch(long from, long to) {
    MemorySegment part = segment.asSlice(from, to - from); // checks the bounds
    long start = part.address() / SMALLEST_PAGE * SMALLEST_PAGE;
    long end = part.address() + part.byteSize();
    if (ADVISE.call(start, end - start, POPULATE_ADVICE) != 0) {
      touchByHand(from, to);
    }
  }

  private void touchByHand(long from, long to) {
    for (long i = from; i < to; i += SMALLEST_PAGE) {
      segment.set(JAVA_BYTE, i, segment.get(JAVA_BYTE, i));
    }
    if (to > from) {
      segment.set(JAVA_BYTE, to - 1, segment.get(JAVA_BYTE, to - 1));
    }
  }

  /** Gives the whole pages of {@code [from, to)} back to the system; they read as zero afterwards. */
  public void release(long from, long to) {
    segment.asSlice(from, to - from);
    long start = roundUp(segment.address() + from, SMALLEST_PAGE);
    long end = (segment.address() + to) / SMALLEST_PAGE * SMALLEST_PAGE;
    if (end > start) {
      ADVISE.call(start, end - start, DONT_NEED_ADVICE);
    }
  }

  /** Gives everything back to the system. */
  @Override
  public void close() {
    arena.close();
  }
}
