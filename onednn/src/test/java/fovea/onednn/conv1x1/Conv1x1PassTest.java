package fovea.onednn.conv1x1;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.onednn.code.Epilogue;
import fovea.onednn.code.Epilogue.Limits;
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
class Conv1x1PassTest {
  private static final int ALIGNED = 64;

  /** Beyond what a pass may write. */
  private static final float UNTOUCHED = 12345;

  private final Arena arena = Arena.ofShared();
  private final Random random = new Random(5);

  @BeforeAll
  static void needsTheProcessor() {
    Natives.assumeAvailable();
    assumeTrue(Conv1x1Pass.possible(), "no AVX-512: nothing to run");
  }

  @AfterEach
  void free() {
    arena.close();
  }

  static Stream<Conv1x1Pass> passes() {
    return Stream.of(
            new Epilogue(false, false, Optional.empty()),
            new Epilogue(true, false, Optional.of(Limits.relu())),
            new Epilogue(true, true, Optional.of(new Limits(-3, 5))),
            new Epilogue(false, true, Optional.empty()))
        .flatMap(
            epilogue ->
                Stream.of(
                    new Conv1x1Pass(1, 16, 16, epilogue),
                    // A group that is not full, a full one, one more pixel than that.
                    new Conv1x1Pass(13, 32, 48, epilogue),
                    new Conv1x1Pass(14, 48, 32, epilogue),
                    new Conv1x1Pass(15, 16, 80, epilogue),
                    new Conv1x1Pass(61, 128, 16, epilogue),
                    new Conv1x1Pass(200, 64, 176, epilogue)));
  }

  @ParameterizedTest
  @MethodSource("passes")
  void multipliesEachPixel(Conv1x1Pass pass) {
    float[] x = Values.wholeNumbers(random, pass.pixels(), pass.inputs());
    float[] weight = Values.wholeNumbers(random, pass.outputs(), pass.inputs());
    float[] bias = Values.wholeNumbers(random, pass.outputs());
    float[] residual = Values.wholeNumbers(random, pass.pixels(), pass.outputs());
    float[] expected = expected(pass, x, weight, bias, residual);
    for (boolean over : new boolean[] {false, true}) {
      MemorySegment added = memory(residual);
      MemorySegment result = over ? added : memory(new float[expected.length]);
      Conv1x1Pass.Buffers buffers =
          new Conv1x1Pass.Buffers(
              memory(x),
              Packing.pack(layout(pass), weight),
              pass.epilogue().bias() ? Optional.of(memory(bias)) : Optional.empty(),
              pass.epilogue().residual() ? Optional.of(added) : Optional.empty(),
              result);
      pass.bind(buffers, Routine::code).run();
      for (int i = 0; i < expected.length; i++) {
        int at = i;
        assertEquals(
            expected[i],
            result.getAtIndex(JAVA_FLOAT, i),
            () -> pass + (over ? " over the residual" : "") + ", element " + at);
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

  private static MemoryDesc layout(Conv1x1Pass pass) {
    return MemoryDesc.of(DataType.F32, FormatTag.OIHW16I16O, pass.outputs(), pass.inputs(), 1, 1);
  }

  private static float[] expected(
      Conv1x1Pass pass, float[] x, float[] weight, float[] bias, float[] residual) {
    Epilogue epilogue = pass.epilogue();
    Limits none = new Limits(-Float.MAX_VALUE, Float.MAX_VALUE);
    Limits limits = epilogue.limits().orElse(none);
    float[] results = new float[residual.length];
    for (int i = 0; i < results.length; i++) {
      int pixel = i / pass.outputs();
      int channel = i % pass.outputs();
      float sum = (epilogue.bias() ? bias[channel] : 0) + (epilogue.residual() ? residual[i] : 0);
      for (int c = 0; c < pass.inputs(); c++) {
        sum += x[pixel * pass.inputs() + c] * weight[channel * pass.inputs() + c];
      }
      results[i] = Math.clamp(sum, limits.low(), limits.high());
    }
    return results;
  }
}
