package fovea.onednn.functions;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.Natives;
import fovea.onednn.loops.ErfLoop;
import fovea.onednn.loops.LogLoop;
import fovea.onednn.loops.SoftplusLoop;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Machine code computes what the Java loops compute. */
class FunctionLoopTest {
  private static final int[] SIZES = {0, 1, 7, 8, 15, 16, 31, 33, 64, 127, 1000, 70_001};
  private static final float UNTOUCHED = 12345;

  private static final float[] SPECIAL = {
    0,
    -0f,
    Float.NaN,
    Float.intBitsToFloat(0xffc00000),
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1,
    -1
  };

  @BeforeAll
  static void needsNatives() {
    Natives.assumeAvailable();
  }

  private static FunctionLoop.Plain plain(VectorFunction function) {
    return switch (function) {
      case ERF -> (in, y) -> new ErfLoop(in.get(0), y);
      case ERF_GRADIENT -> (in, y) -> new ErfLoop.Gradient(in.get(0), in.get(1), y);
      case SOFTPLUS -> (in, y) -> new SoftplusLoop(in.get(0), y);
      case SOFTPLUS_GRADIENT -> (in, y) -> new SoftplusLoop.Gradient(in.get(0), in.get(1), y);
      case LOG -> (in, y) -> new LogLoop(in.get(0), y);
    };
  }

  private static List<Vectors> widths() {
    return List.of(Vectors.values()).stream()
        .filter(width -> Vectors.here().stream().anyMatch(here -> width.lanes() <= here.lanes()))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void isWhatJavaComputes(VectorFunction function) {
    assumeTrue(Vectors.here().isPresent(), "no x86-64 with AVX2: nothing to run");
    for (Vectors vectors : widths()) {
      for (int size : SIZES) {
        check(new FunctionLoop(function, vectors), size, false);
        check(new FunctionLoop(function, vectors), size, true);
      }
    }
  }

  private static void check(FunctionLoop loop, int size, boolean inPlace) {
    try (Arena arena = Arena.ofShared()) {
      Random random = new Random(size);
      List<MemorySegment> inputs =
          IntStream.range(0, loop.function().inputs())
              .mapToObj(_ -> numbers(arena, size, random))
              .toList();
      MemorySegment expected = arena.allocate((size + 1L) * Float.BYTES, 64);
      plain(loop.function()).bind(parts(inputs, size), part(expected, size)).run();
      List<float[]> before = inputs.stream().map(input -> input.toArray(JAVA_FLOAT)).toList();
      MemorySegment found = inPlace ? inputs.getFirst() : numbers(arena, size, random);
      loop.bind(parts(inputs, size), part(found, size), plain(loop.function()), Routine::code)
          .run();
      for (int i = 0; i < size; i++) {
        float one = expected.getAtIndex(JAVA_FLOAT, i);
        assertEquals(
            one,
            found.getAtIndex(JAVA_FLOAT, i),
            Float.isFinite(one) ? Math.ulp(one) : 0,
            loop + " of " + before.getFirst()[i]);
      }
      assertEquals(UNTOUCHED, found.getAtIndex(JAVA_FLOAT, size));
    }
  }

  @Test
  void resultsPastTheCachesAreTheSame() {
    assumeTrue(Vectors.here().isPresent(), "no x86-64 with AVX2: nothing to run");
    Vectors vectors = Vectors.here().orElseThrow();
    try (Arena arena = Arena.ofShared()) {
      int size = 4 * vectors.lanes();
      MemorySegment x = numbers(arena, size, new Random(1));
      MemorySegment y = arena.allocate(x.byteSize(), 64);
      MemorySegment arguments =
          arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_LONG, x.address(), y.address(), 4L);
      MemorySegment expected = arena.allocate(x.byteSize(), 64);
      for (VectorFunction function :
          List.of(VectorFunction.ERF, VectorFunction.SOFTPLUS, VectorFunction.LOG)) {
        new FunctionRoutine(function, vectors, 1, true).code().run(arguments);
        plain(function).bind(List.of(x), expected).run();
        for (int i = 0; i < size; i++) {
          float one = expected.getAtIndex(JAVA_FLOAT, i);
          assertEquals(one, y.getAtIndex(JAVA_FLOAT, i), Float.isFinite(one) ? Math.ulp(one) : 0);
        }
      }
    }
  }

  private static List<MemorySegment> parts(List<MemorySegment> all, int size) {
    return all.stream().map(one -> part(one, size)).toList();
  }

  private static MemorySegment part(MemorySegment all, int size) {
    return all.asSlice(0, (long) size * Float.BYTES);
  }

  /** Numbers of all magnitudes, special ones among them, and one more that stays. */
  private static MemorySegment numbers(Arena arena, int size, Random random) {
    MemorySegment values = arena.allocate((size + 1L) * Float.BYTES, 64);
    for (int i = 0; i < size; i++) {
      float value =
          switch (random.nextInt(4)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> random.nextFloat(-100, 100);
            case 2 -> Float.intBitsToFloat(random.nextInt());
            default -> random.nextFloat(-4, 4);
          };
      values.setAtIndex(JAVA_FLOAT, i, value);
    }
    values.setAtIndex(JAVA_FLOAT, size, UNTOUCHED);
    return values;
  }
}
