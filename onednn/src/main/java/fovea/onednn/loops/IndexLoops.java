package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/** What counts hits: whether two indices are the same. */
public final class IndexLoops {
  private IndexLoops() {}

  /** 1 where the elements of two i32 tensors of one shape are the same, else 0. */
  public static Runnable equal(MemorySegment a, MemorySegment b, MemorySegment same) {
    long count = same.byteSize() / Integer.BYTES;
    return () -> {
      for (long i = 0; i < count; i++) {
        boolean equal = a.getAtIndex(JAVA_INT, i) == b.getAtIndex(JAVA_INT, i);
        same.setAtIndex(JAVA_INT, i, equal ? 1 : 0);
      }
    };
  }
}
