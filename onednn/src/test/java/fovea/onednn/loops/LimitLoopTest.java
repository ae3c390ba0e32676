package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.type.DType;
import fovea.onednn.ffm.Natives;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitLoopTest {
  private static final long SEED = 3;
  private static final float LIMIT = 6;

  /** What a mask holds for an element that has a gradient. */
  private enum Mask {
    BITS,
    BYTES
  }

  @BeforeAll
  static void needsTheTeam() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @CsvSource({"F32,BITS", "F32,BYTES", "BF16,BITS", "BF16,BYTES"})
  void limitsAndTakesOutOfTheMask(DType dtype, Mask kind) {
    for (int count : new int[] {2, 7, 1023, 1025, 100_003}) {
      Random random = new Random(SEED + count);
      try (Arena arena = Arena.ofShared()) {
        MemorySegment values = arena.allocate(count * dtype.bytes(), 64);
        MemorySegment mask = arena.allocate(kind == Mask.BYTES ? count : (count + 7) / 8, 64);
        float[] before = new float[count];
        for (int i = 0; i < count; i++) {
          // Most chunks have nothing to limit, and some numbers are the limit itself.
          before[i] = i / 1024 % 3 == 1 || random.nextInt(50) > 0 ? 5 : random.nextInt(4, 9);
          set(values, dtype, i, before[i]);
        }
        before[1] = Float.NaN;
        set(values, dtype, 1, Float.NaN);
        mask.fill((byte) (kind == Mask.BYTES ? 1 : -1));
        LimitLoop.of(dtype, LIMIT, values, mask).run();
        for (int i = 0; i < count; i++) {
          String element = dtype + " " + kind + " " + i + " of " + count;
          assertEquals(Math.min(before[i], LIMIT), get(values, dtype, i), 0, element);
          assertEquals(!(before[i] >= LIMIT), passes(mask, kind, i), element);
        }
      }
    }
  }

  private static void set(MemorySegment values, DType dtype, int i, float value) {
    if (dtype == DType.F32) {
      values.set(JAVA_FLOAT_UNALIGNED, 4L * i, value);
    } else {
      values.set(JAVA_SHORT_UNALIGNED, 2L * i, (short) (Float.floatToRawIntBits(value) >>> 16));
    }
  }

  private static float get(MemorySegment values, DType dtype, int i) {
    return dtype == DType.F32
        ? values.get(JAVA_FLOAT_UNALIGNED, 4L * i)
        : Float.intBitsToFloat(values.get(JAVA_SHORT_UNALIGNED, 2L * i) << 16);
  }

  private static boolean passes(MemorySegment mask, Mask kind, int i) {
    return kind == Mask.BYTES
        ? mask.get(JAVA_BYTE, i) != 0
        : (mask.get(JAVA_BYTE, i / 8) >> i % 8 & 1) != 0;
  }
}
