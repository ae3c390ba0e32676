package fovea.onednn.pixels;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.onednn.code.Finish;
import fovea.onednn.code.Finish.Limits;
import fovea.onednn.code.Routine;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.Packing;
import fovea.onednn.ffm.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pass against loops, with whole numbers so small that sums must come out exactly. */
class PixelPassTest {
  private static final int ALIGNED = 64;

  /** Beyond what a pass may write. */
  private static final float UNTOUCHED = 12345;

  private final Arena arena = Arena.ofShared();
  private final Random random = new Random(5);

  @BeforeAll
  static void needsTheProcessor() {
    Natives.assumeAvailable();
    assumeTrue(PixelPass.possible(), "no AVX-512: nothing to run");
  }

  @AfterEach
  void free() {
    arena.close();
  }

  static Stream<PixelPass> passes() {
    return Stream.of(
            new Finish(false, false, Optional.empty()),
            new Finish(true, false, Optional.of(Limits.relu())),
            new Finish(true, true, Optional.of(new Limits(-3, 5))),
            new Finish(false, true, Optional.empty()))
        .flatMap(
            finish ->
                Stream.of(
                    new PixelPass(1, 16, 16, finish),
                    // A group that is not full, a full one, one more pixel than that.
                    new PixelPass(13, 32, 48, finish),
                    new PixelPass(14, 48, 32, finish),
                    new PixelPass(15, 16, 80, finish),
                    new PixelPass(61, 128, 16, finish),
                    new PixelPass(200, 64, 176, finish)));
  }

  @ParameterizedTest
  @MethodSource("passes")
  void multipliesEachPixel(PixelPass pass) {
    float[] x = Values.wholeNumbers(random, pass.pixels(), pass.inputs());
    float[] weight = Values.wholeNumbers(random, pass.outputs(), pass.inputs());
    float[] bias = Values.wholeNumbers(random, pass.outputs());
    float[] summand = Values.wholeNumbers(random, pass.pixels(), pass.outputs());
    float[] expected = expected(pass, x, weight, bias, summand);
    for (boolean over : new boolean[] {false, true}) {
      MemorySegment added = memory(summand);
      MemorySegment result = over ? added : memory(new float[expected.length]);
      PixelPass.Buffers buffers =
          new PixelPass.Buffers(
              memory(x),
              Packing.pack(layout(pass), weight),
              pass.finish().bias() ? Optional.of(memory(bias)) : Optional.empty(),
              pass.finish().summand() ? Optional.of(added) : Optional.empty(),
              result);
      pass.bind(buffers, Routine::code).run();
      for (int i = 0; i < expected.length; i++) {
        int at = i;
        assertEquals(
            expected[i],
            result.getAtIndex(JAVA_FLOAT, i),
            () -> pass + (over ? " over the summand" : "") + ", element " + at);
      }
      assertEquals(UNTOUCHED, result.getAtIndex(JAVA_FLOAT, expected.length), pass.toString());
    }
  }

  private MemorySegment memory(float[] numbers) {
    MemorySegment memory = arena.allocate((numbers.length + 1L) * Float.BYTES, ALIGNED);
    MemorySegment.copy(numbers, 0, memory, JAVA_FLOAT, 0, numbers.length);
    memory.setAtIndex(JAVA_FLOAT, numbers.length, UNTOUCHED);
    return memory;
  }

  private static MemoryDesc layout(PixelPass pass) {
    return MemoryDesc.of(DataType.F32, FormatTag.OIHW16I16O, pass.outputs(), pass.inputs(), 1, 1);
  }

  private static float[] expected(
      PixelPass pass, float[] x, float[] weight, float[] bias, float[] summand) {
    Finish finish = pass.finish();
    Limits none = new Limits(-Float.MAX_VALUE, Float.MAX_VALUE);
    Limits limits = finish.limits().orElse(none);
    float[] results = new float[summand.length];
    for (int i = 0; i < results.length; i++) {
      int pixel = i / pass.outputs();
      int channel = i % pass.outputs();
      float sum = (finish.bias() ? bias[channel] : 0) + (finish.summand() ? summand[i] : 0);
      for (int c = 0; c < pass.inputs(); c++) {
        sum += x[pixel * pass.inputs() + c] * weight[channel * pass.inputs() + c];
      }
      results[i] = Math.clamp(sum, limits.low(), limits.high());
    }
    return results;
  }
}
