package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.onednn.code.Epilogue;
import fovea.onednn.code.Epilogue.Limits;
import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.Natives;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpilogueLoopTest {
  private static final int[] SIZES = {0, 1, 7, 8, 15, 16, 31, 33, 64, 127, 1000, 70_001};

  /** Beyond what a pass may write. */
  private static final float UNTOUCHED = 12345;

  private static final float[] BAD = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f
  };

  @BeforeAll
  static void needsNatives() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @EnumSource
  void limitsSumsAndKeepsNaN(Vectors vectors) {
    assumeTrue(
        Vectors.here().filter(widest -> widest.lanes() >= vectors.lanes()).isPresent(),
        "the processor has no " + vectors);
    for (Limits limits : List.of(Limits.relu(), new Limits(-1, 1.5f))) {
      for (boolean sum : List.of(false, true)) {
        EpilogueLoop loop =
            new EpilogueLoop(new Epilogue(false, sum, Optional.of(limits)), vectors);
        for (int size : SIZES) {
          check(loop, limits, size, false);
          check(loop, limits, size, true);
        }
      }
    }
  }

  private static void check(EpilogueLoop loop, Limits limits, int size, boolean inPlace) {
    try (Arena arena = Arena.ofShared()) {
      boolean sum = loop.epilogue().residual();
      MemorySegment x = numbers(arena, size, 1);
      MemorySegment y = numbers(arena, size, 2);
      float[] expected = new float[size];
      for (int i = 0; i < size; i++) {
        float value = at(x, i) + (sum ? at(y, i) : 0);
        expected[i] = Math.min(Math.max(value, limits.low()), limits.high());
      }
      MemorySegment result = inPlace ? x : numbers(arena, size, 3);
      loop.bind(
              new EpilogueLoop.Buffers(
                  part(x, size),
                  sum ? Optional.of(part(y, size)) : Optional.empty(),
                  part(result, size)),
              Routine::code)
          .run();
      for (int i = 0; i < size; i++) {
        // Zeros may have any sign.
        assertEquals(expected[i], at(result, i), 0, loop + " " + i + " of " + size);
      }
      assertEquals(UNTOUCHED, at(result, size), loop + " of " + size);
    }
  }

  private static MemorySegment part(MemorySegment all, int size) {
    return all.asSlice(0, (long) size * Float.BYTES);
  }

  private static float at(MemorySegment values, int index) {
    return values.getAtIndex(JAVA_FLOAT, index);
  }

  /** Numbers, every seventh of them none, and one more that stays. */
  private static MemorySegment numbers(Arena arena, int size, int seed) {
    MemorySegment values = arena.allocate((size + 1L) * Float.BYTES, 64);
    Random random = new Random(seed);
    for (int i = 0; i < size; i++) {
      boolean bad = (i + seed) % 7 == 0;
      values.setAtIndex(JAVA_FLOAT, i, bad ? BAD[i % BAD.length] : random.nextFloat(-3, 3));
    }
    values.setAtIndex(JAVA_FLOAT, size, UNTOUCHED);
    return values;
  }
}
