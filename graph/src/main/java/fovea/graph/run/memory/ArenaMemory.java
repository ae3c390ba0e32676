package fovea.graph.run.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The memory that all plans share for intermediates. One plan runs at a time, so the arena is as
 * large as the largest plan needs; its start never moves, so plans bind to addresses once.
 */
public final class ArenaMemory {
  private final Optional<ReservedRange> range;
  private long touched;

  public ArenaMemory() {
    range = ReservedRange.reserve();
  }

  /**
   * At least {@code bytes} of memory; the contents are anybody's.
   *
   * @throws OutOfMemoryError if there are not so many
   */
  public synchronized MemorySegment require(long bytes) {
    if (range.isPresent() && bytes <= range.get().bytes()) {
      if (bytes > touched) {
        FreeMemory.require(bytes - touched);
        range.get().touch(touched, bytes);
        touched = bytes;
      }
      return range.get().segment().asSlice(0, Math.max(bytes, 1));
    }
    // Where no range can be reserved, each plan has memory of its own.
    return Arena.ofAuto().allocate(Math.max(bytes, 1), 4096);
  }
}
