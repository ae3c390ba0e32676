package fovea.onednn.ffm.primitive;

import static fovea.onednn.ffm.Values.assertClose;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.Run;
import fovea.onednn.ffm.Values;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingPrimitiveTest {
  private static final double TOLERANCE = 1e-5;
  private static final int BATCH = 2;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @CsvSource({
    "nchw, 1, 3, 6",
    "nchw, 5, 4, 7",
    "nhwc, 5, 4, 8",
    "nChw16c, 20, 3, 6",
    "nChw16c, 16, 6, 4"
  })
  void interpolatesBilinearly(FormatTag layout, int channels, int in, int out) {
    var from = MemoryDesc.of(DataType.F32, layout, BATCH, channels, in, in);
    var to = MemoryDesc.of(DataType.F32, layout, BATCH, channels, out, out);
    var random = new Random(in);
    float[] source = Values.reals(random, from.dims());
    float[] upstream = Values.reals(random, to.dims());
    var output = new double[upstream.length];
    var gradient = new double[source.length];
    for (int i = 0; i < output.length; i++) {
      int plane = i / (out * out);
      for (int y = 0; y < in; y++) {
        for (int x = 0; x < in; x++) {
          double share = share(i / out % out, y, in, out) * share(i % out, x, in, out);
          int at = (plane * in + y) * in + x;
          output[i] += share * source[at];
          gradient[at] += share * upstream[i];
        }
      }
    }
    var linear = ResamplingPrimitive.Algorithm.LINEAR;
    PrimitiveDesc forward = ResamplingPrimitive.forward(Propagation.TRAINING, linear, from, to);
    float[] resized =
        new Run(forward).in(Arg.SOURCE, source).out(Arg.DESTINATION).run().get(Arg.DESTINATION);
    assertClose(output, resized, TOLERANCE, "resize by " + forward);
    float[] back =
        new Run(ResamplingPrimitive.backward(linear, from, to, forward))
            .in(Arg.DESTINATION_GRADIENT, upstream)
            .out(Arg.SOURCE_GRADIENT)
            .run()
            .get(Arg.SOURCE_GRADIENT);
    assertClose(gradient, back, TOLERANCE, "gradient of resize by " + forward);
  }

  /**
   * What pixel {@code i} of the source contributes to pixel {@code o} along one axis, the edge
   * repeated.
   */
  private static double share(int o, int i, int in, int out) {
    double position = (o + 0.5) * in / out - 0.5;
    int low = (int) Math.floor(position);
    double high = position - low;
    double share = 0;
    share += Math.clamp(low, 0, in - 1) == i ? 1 - high : 0;
    share += Math.clamp(low + 1L, 0, in - 1) == i ? high : 0;
    return share;
  }
}
