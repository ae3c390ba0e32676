package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldLoopsTest {
  private static final double EPSILON = 0.25;

  // Scales of 2 / sqrt(0.75 + 0.25) = 2 and 3 / sqrt(2 + 0.25) = 2.
  private final MemorySegment gamma = floats(2, 3);
  private final MemorySegment variance = floats(0.75f, 2);

  private static MemorySegment floats(float... values) {
    return Arena.ofAuto().allocateFrom(JAVA_FLOAT, values);
  }

  @Test
  void eachFilterIsScaled() {
    MemorySegment folded = floats(new float[6]);
    FoldLoops.weight(EPSILON, List.of(floats(1, 2, 3, 4, 5, -6), gamma, variance), folded).run();
    assertArrayEquals(new float[] {2, 4, 6, 8, 10, -12}, folded.toArray(JAVA_FLOAT));
  }

  @Test
  void theMeanMovesIntoTheBias() {
    MemorySegment beta = floats(10, 20);
    MemorySegment mean = floats(1, -1);
    MemorySegment folded = floats(0, 0);
    FoldLoops.bias(EPSILON, List.of(gamma, beta, mean, variance), folded).run();
    assertArrayEquals(new float[] {8, 22}, folded.toArray(JAVA_FLOAT));
    FoldLoops.bias(EPSILON, List.of(gamma, beta, mean, variance, floats(5, 6)), folded).run();
    assertArrayEquals(new float[] {18, 34}, folded.toArray(JAVA_FLOAT));
  }
}
