package fovea.onednn.ffm.system;

import java.lang.foreign.MemorySegment;

/** Strings that the library keeps. */
public final class CString {
  private static final long LONGEST = 4096;

  private CString() {}

  public static String read(long address) {
    return address == 0 ? "" : MemorySegment.ofAddress(address).reinterpret(LONGEST).getString(0);
  }
}
