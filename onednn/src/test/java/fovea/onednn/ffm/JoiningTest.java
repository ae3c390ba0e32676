package fovea.onednn.ffm;

import static fovea.onednn.ffm.Values.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.onednn.ffm.primitive.ConcatPrimitive;
import fovea.onednn.ffm.primitive.ReorderPrimitive;
import fovea.onednn.ffm.primitive.SumPrimitive;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Concatenation, its undoing, and weighted sums. */
class JoiningTest {
  private static final int PIXELS = 4;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nchw", "nhwc", "nChw16c"})
  void concatenatesChannels(FormatTag layout) {
    var left = MemoryDesc.of(DataType.F32, layout, 2, 16, 2, 2);
    var right = MemoryDesc.of(DataType.F32, layout, 2, 5, 2, 2);
    float[] a = Values.wholeNumbers(new Random(1), left.dims());
    float[] b = Values.wholeNumbers(new Random(2), right.dims());
    PrimitiveDesc concat = ConcatPrimitive.create(1, List.of(left, right), MemoryDesc.none());
    float[] joined =
        new Run(concat)
            .in(Arg.source(0), left, a)
            .in(Arg.source(1), right, b)
            .out(Arg.DESTINATION)
            .run()
            .get(Arg.DESTINATION);
    var expected = new double[a.length + b.length];
    for (int i = 0; i < expected.length; i++) {
      int batch = i / (21 * PIXELS);
      int inside = i % (21 * PIXELS);
      expected[i] =
          inside < 16 * PIXELS
              ? a[batch * 16 * PIXELS + inside]
              : b[batch * 5 * PIXELS + inside - 16 * PIXELS];
    }
    assertClose(expected, joined, 0, "concatenation by " + concat);
  }

  /** The gradient of a concatenation: parts of one buffer, copied out. */
  @Test
  void copiesAPartOut() {
    var whole = MemoryDesc.plain(DataType.F32, 2, 21, 2, 2);
    float[] values = Values.wholeNumbers(new Random(4), whole.dims());
    var part = whole.part(new long[] {2, 5, 2, 2}, new long[] {0, 16, 0, 0});
    assertEquals("nchw/strided", part.layout());
    PrimitiveDesc copy = ReorderPrimitive.create(part, MemoryDesc.plain(DataType.F32, 2, 5, 2, 2));
    float[] actual =
        new Run(copy)
            .give(Arg.SOURCE, part, Packing.pack(whole, values))
            .out(Arg.DESTINATION)
            .run()
            .get(Arg.DESTINATION);
    var expected = new double[2 * 5 * PIXELS];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = values[i / (5 * PIXELS) * 21 * PIXELS + 16 * PIXELS + i % (5 * PIXELS)];
    }
    assertClose(expected, actual, 0, "part of a buffer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nchw", "nChw16c"})
  void addsWithWeights(FormatTag layout) {
    var desc = MemoryDesc.of(DataType.F32, layout, 2, 19, 2, 2);
    float[] a = Values.wholeNumbers(new Random(1), desc.dims());
    float[] b = Values.wholeNumbers(new Random(2), desc.dims());
    float[] c = Values.wholeNumbers(new Random(3), desc.dims());
    PrimitiveDesc sum =
        SumPrimitive.create(new float[] {1, 2, -1}, List.of(desc, desc, desc), desc);
    float[] actual =
        new Run(sum)
            .in(Arg.source(0), desc, a)
            .in(Arg.source(1), desc, b)
            .in(Arg.source(2), desc, c)
            .out(Arg.DESTINATION)
            .run()
            .get(Arg.DESTINATION);
    var expected = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      expected[i] = a[i] + 2 * b[i] - c[i];
    }
    assertClose(expected, actual, 0, "sum by " + sum);
  }
}
