package fovea.onednn.ffm;

import java.lang.foreign.MemorySegment;

/** Strings that the library keeps. */
final class CString {
  private static final long LONGEST = 4096;

  private CString() {}

  static String read(long address) {
    return address == 0 ? "" : MemorySegment.ofAddress(address).reinterpret(LONGEST).getString(0);
  }
}
