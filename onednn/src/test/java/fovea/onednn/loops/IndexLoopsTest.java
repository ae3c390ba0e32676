package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class IndexLoopsTest {
  private static MemorySegment floats(float... values) {
    return Arena.ofAuto().allocateFrom(JAVA_FLOAT, values);
  }

  private static MemorySegment ints(int... values) {
    return Arena.ofAuto().allocateFrom(JAVA_INT, values);
  }

  private static int[] argMax(IndexLoops.Line line, int lines, float... scores) {
    MemorySegment found = ints(new int[lines]);
    IndexLoops.argMax(line, floats(scores), found).run();
    return found.toArray(JAVA_INT);
  }

  @Test
  void theFirstOfTheLargestIsFound() {
    assertArrayEquals(new int[] {1, 0}, argMax(new IndexLoops.Line(3, 1), 2, 1, 5, 5, 2, 0, 1));
    assertArrayEquals(new int[] {1}, argMax(new IndexLoops.Line(2, 1), 1, -3, -2));
  }

  @Test
  void anAxisInFrontIsWalkedInSteps() {
    // [2, 2, 2], along the axis in the middle.
    float[] scores = {1, 4, 3, 2, 8, 5, 7, 6};
    assertArrayEquals(new int[] {1, 0, 0, 1}, argMax(new IndexLoops.Line(2, 2), 4, scores));
  }

  @Test
  void notANumberIsTheLargest() {
    float[] scores = {1, Float.NaN, Float.POSITIVE_INFINITY};
    assertArrayEquals(new int[] {1}, argMax(new IndexLoops.Line(3, 1), 1, scores));
  }

  @Test
  void equalElementsAreMarked() {
    MemorySegment same = ints(7, 7, 7);
    IndexLoops.equal(ints(1, -2, 3), ints(1, 2, 3), same).run();
    assertArrayEquals(new int[] {1, 0, 1}, same.toArray(JAVA_INT));
  }
}
