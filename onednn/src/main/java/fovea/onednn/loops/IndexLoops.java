package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/** What counts hits: the index of the largest score, and whether two indices are the same. */
public final class IndexLoops {
  private IndexLoops() {}

  /**
   * An axis of a row-major tensor.
   *
   * @param size elements along it
   * @param step from one of them to the next: the product of the sizes of all axes after it
   */
  public record Line(int size, long step) {}

  /**
   * The first largest element along an axis; NaN counts as the largest of all.
   *
   * @param scores f32
   * @param found i32, one for each line
   */
  public static Runnable argMax(Line line, MemorySegment scores, MemorySegment found) {
    long lines = found.byteSize() / Integer.BYTES;
    return () -> {
      for (long i = 0; i < lines; i++) {
        long start = i / line.step * line.step * line.size + i % line.step;
        found.setAtIndex(JAVA_INT, i, argMax(line, scores, start));
      }
    };
  }

  private static int argMax(Line line, MemorySegment scores, long start) {
    int best = 0;
    float largest = scores.getAtIndex(JAVA_FLOAT, start);
    for (int i = 1; i < line.size; i++) {
      float score = scores.getAtIndex(JAVA_FLOAT, start + i * line.step);
      // Unlike >, this order places NaN above infinity.
      if (Float.compare(score, largest) > 0) {
        best = i;
        largest = score;
      }
    }
    return best;
  }

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
