package fovea.onednn.loops;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** One of two f32 numbers for each place: the first where the condition is not 0. */
public final class SelectLoop extends ElementwiseLoop {
  private static final ThreadLocal<int[][]> WORDS =
      ThreadLocal.withInitial(() -> new int[3][CHUNK]);

  /**
   * A choice, all of one size.
   *
   * @param inputs condition, first and second
   * @param result may be the memory of one of them
   */
  public SelectLoop(List<MemorySegment> inputs, MemorySegment result) {
    super(inputs, List.of(result));
  }

  @Override
  public void compute(float[][] lanes, long from, int length) {
    int[][] words = WORDS.get();
    for (int i = 0; i < words.length; i++) {
      FloatBits.of(lanes[i], words[i], length);
    }
    choose(words[0], words[1], words[2], length);
    FloatBits.floats(words[0], lanes[0], length);
  }

  private static void choose(int[] condition, int[] first, int[] second, int length) {
    for (int i = 0; i < length; i++) {
      int chosen = FloatBits.nonzero(FloatBits.magnitude(condition[i]));
      condition[i] = (first[i] & chosen) | (second[i] & ~chosen);
    }
  }
}
