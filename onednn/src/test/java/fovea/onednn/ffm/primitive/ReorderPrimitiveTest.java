package fovea.onednn.ffm.primitive;

import static fovea.onednn.ffm.Values.assertClose;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.Packing;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Run;
import fovea.onednn.ffm.Values;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReorderPrimitiveTest {
  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @CsvSource({
    "F32, nchw, F32, nhwc",
    "F32, nchw, F32, nChw16c",
    "F32, nChw16c, F32, nchw",
    "F32, nhwc, F32, nChw16c",
    "F32, nchw, F32, nChw8c",
    "F32, nchw, BF16, nChw16c",
    "BF16, nChw16c, F32, nhwc",
    "U8, nhwc, F32, nchw"
  })
  void keepsElementsAndZeroesPadding(
      DataType fromType, FormatTag fromLayout, DataType toType, FormatTag toLayout) {
    for (int channels : new int[] {1, 5, 16, 35}) {
      var from = MemoryDesc.of(fromType, fromLayout, 2, channels, 3, 4);
      var to = MemoryDesc.of(toType, toLayout, 2, channels, 3, 4);
      check(from, to, fromType == DataType.U8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OIhw16i16o, oihw",
    "oihw, OIhw16i16o",
    "oihw, OIhw16o16i",
    "oihw, hwio",
    "Ohwi16o, oihw"
  })
  void reordersWeights(FormatTag fromLayout, FormatTag toLayout) {
    check(
        MemoryDesc.of(DataType.F32, fromLayout, 18, 5, 3, 3),
        MemoryDesc.of(DataType.F32, toLayout, 18, 5, 3, 3),
        false);
  }

  @Test
  void reordersGroupedWeights() {
    check(
        MemoryDesc.of(DataType.F32, FormatTag.of("goihw"), 18, 1, 1, 3, 3),
        MemoryDesc.of(DataType.F32, FormatTag.of("Goihw16g"), 18, 1, 1, 3, 3),
        false);
  }

  private static void check(MemoryDesc from, MemoryDesc to, boolean unsigned) {
    float[] values = Values.wholeNumbers(new Random(9), from.dims());
    for (int i = 0; i < values.length; i++) {
      values[i] += unsigned ? 3 : 0;
    }
    PrimitiveDesc reorder = ReorderPrimitive.create(from, to);
    float[] actual =
        new Run(reorder)
            .in(Arg.SOURCE, from, values)
            .give(Arg.DESTINATION, to, Packing.garbage(to))
            .run()
            .get(Arg.DESTINATION);
    var expected = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      expected[i] = values[i];
    }
    assertClose(expected, actual, 0, List.of(from, to) + " by " + reorder);
  }
}
