package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What counts correct predictions and leaves labels out: few numbers, one for each picture or
 * pixel.
 */
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

  /**
   * Elements of one i32 tensor where another is not 0, else those of a third; all of one shape.
   *
   * @param inputs condition, first and second
   */
  public static Runnable select(List<MemorySegment> inputs, MemorySegment chosen) {
    MemorySegment condition = inputs.get(0);
    MemorySegment first = inputs.get(1);
    MemorySegment second = inputs.get(2);
    long count = chosen.byteSize() / Integer.BYTES;
    return () -> {
      for (long i = 0; i < count; i++) {
        MemorySegment from = condition.getAtIndex(JAVA_INT, i) != 0 ? first : second;
        chosen.setAtIndex(JAVA_INT, i, from.getAtIndex(JAVA_INT, i));
      }
    };
  }
}
