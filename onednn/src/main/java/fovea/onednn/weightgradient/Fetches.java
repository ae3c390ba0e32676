package fovea.onednn.weightgradient;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Addresses of memory that will be needed next, one after the other where code finds them. */
final class Fetches {
  private final MemorySegment all;
  private long count;

  /** Room for so many. */
  Fetches(long most) {
    this.all = Arena.ofAuto().allocate(JAVA_LONG, most);
  }

  MemorySegment all() {
    return all;
  }

  /** Where the next one will be. */
  long end() {
    return all.address() + count * Long.BYTES;
  }

  void add(long address) {
    all.setAtIndex(JAVA_LONG, count++, address);
  }
}
