package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArgMaxLoopTest {
  private static MemorySegment floats(float... values) {
    return Arena.ofAuto().allocateFrom(JAVA_FLOAT, values);
  }

  private static MemorySegment ints(int... values) {
    return Arena.ofAuto().allocateFrom(JAVA_INT, values);
  }

  private static int[] argMax(ArgMaxLoop.Line line, int lines, float... scores) {
    MemorySegment found = ints(new int[lines]);
    new ArgMaxLoop(line, floats(scores), found).run();
    return found.toArray(JAVA_INT);
  }

  @Test
  void theFirstOfTheLargestIsFound() {
    assertArrayEquals(new int[] {1, 0}, argMax(new ArgMaxLoop.Line(3, 1), 2, 1, 5, 5, 2, 0, 1));
    assertArrayEquals(new int[] {1}, argMax(new ArgMaxLoop.Line(2, 1), 1, -3, -2));
  }

  @Test
  void anAxisInFrontIsWalkedInSteps() {
    // [2, 2, 2], along the axis in the middle.
    float[] scores = {1, 4, 3, 2, 8, 5, 7, 6};
    assertArrayEquals(new int[] {1, 0, 0, 1}, argMax(new ArgMaxLoop.Line(2, 2), 4, scores));
  }

  @Test
  void notANumberIsTheLargest() {
    float[] scores = {1, Float.NaN, Float.POSITIVE_INFINITY};
    assertArrayEquals(new int[] {1}, argMax(new ArgMaxLoop.Line(3, 1), 1, scores));
  }

  @Test
  void notANumberIsTheLargestSideBySideToo() {
    float minusNaN = Float.intBitsToFloat(0xffc00000);
    float[] scores = {1, 0, -0f, Float.POSITIVE_INFINITY, minusNaN, 3, 0, Float.NaN};
    assertArrayEquals(new int[] {1, 1, 1, 1}, argMax(new ArgMaxLoop.Line(2, 4), 4, scores));
  }

  @Test
  void theFirstNotANumberOfALongLineIsTheLargest() {
    float[] scores = new float[1003];
    scores[700] = Float.POSITIVE_INFINITY;
    assertArrayEquals(new int[] {700}, argMax(new ArgMaxLoop.Line(1003, 1), 1, scores));
    scores[1001] = Float.intBitsToFloat(0xffc00000);
    assertArrayEquals(new int[] {1001}, argMax(new ArgMaxLoop.Line(1003, 1), 1, scores));
    scores[521] = Float.NaN;
    scores[514] = Float.NaN;
    assertArrayEquals(new int[] {514}, argMax(new ArgMaxLoop.Line(1003, 1), 1, scores));
  }

  @Test
  void longLinesAndManyOfThem() {
    compare(3, 5000, 1);
    compare(700, 33, 1);
    compare(2, 40, 1500);
    compare(3, 50, 13);
    compare(1, 300, 1031);
    compare(40, 1003, 1);
    compare(9, 256, 1);
    compare(1, 60_000, 1);
  }

  private static void compare(int outer, int size, int inner) {
    Random random = new Random(7);
    float[] scores = new float[outer * size * inner];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(50);
    }
    int[] expected = new int[outer * inner];
    for (int line = 0; line < expected.length; line++) {
      int start = line / inner * inner * size + line % inner;
      for (int i = 1; i < size; i++) {
        if (scores[start + i * inner] > scores[start + expected[line] * inner]) {
          expected[line] = i;
        }
      }
    }
    assertArrayEquals(expected, argMax(new ArgMaxLoop.Line(size, inner), outer * inner, scores));
  }
}
