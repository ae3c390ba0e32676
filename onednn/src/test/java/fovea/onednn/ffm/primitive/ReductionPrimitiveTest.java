package fovea.onednn.ffm.primitive;

import static fovea.onednn.ffm.Values.assertClose;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Run;
import fovea.onednn.ffm.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReductionPrimitiveTest {
  private static final int BATCH = 3;
  private static final int CHANNELS = 5;
  private static final int PIXELS = 4;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @EnumSource
  void reducesPicturesAndBatches(ReductionPrimitive.Algorithm algorithm) {
    for (FormatTag layout : List.of(FormatTag.of("nchw"), FormatTag.NHWC)) {
      var source = MemoryDesc.of(DataType.F32, layout, BATCH, CHANNELS, 2, 2);
      float[] values = Values.wholeNumbers(new Random(6), source.dims());
      for (boolean batchToo : new boolean[] {false, true}) {
        var destination = MemoryDesc.of(DataType.F32, layout, batchToo ? 1 : BATCH, CHANNELS, 1, 1);
        PrimitiveDesc reduction = ReductionPrimitive.create(algorithm, source, destination);
        float[] actual =
            new Run(reduction)
                .in(Arg.SOURCE, values)
                .out(Arg.DESTINATION)
                .run()
                .get(Arg.DESTINATION);
        double[] expected = expected(algorithm, values, batchToo);
        assertClose(expected, actual, 1e-6, algorithm + " by " + reduction);
      }
    }
  }

  private static double[] expected(
      ReductionPrimitive.Algorithm algorithm, float[] values, boolean batchToo) {
    var results = new double[batchToo ? CHANNELS : BATCH * CHANNELS];
    int count = values.length / results.length;
    Arrays.fill(
        results,
        switch (algorithm) {
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
          case SUM, MEAN -> 0;
          case PRODUCT -> 1;
        });
    for (int i = 0; i < values.length; i++) {
      int at = i / PIXELS % results.length;
      results[at] =
          switch (algorithm) {
            case MAX -> Math.max(results[at], values[i]);
            case MIN -> Math.min(results[at], values[i]);
            case SUM -> results[at] + values[i];
            case MEAN -> results[at] + values[i] / count;
            case PRODUCT -> results[at] * values[i];
          };
    }
    return results;
  }
}
