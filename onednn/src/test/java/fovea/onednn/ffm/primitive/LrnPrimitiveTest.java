package fovea.onednn.ffm.primitive;

import static fovea.onednn.ffm.Values.assertClose;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.BackwardOperands;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.Packing;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.Run;
import fovea.onednn.ffm.Values;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LrnPrimitiveTest {
  private static final double TOLERANCE = 1e-4;
  private static final int BATCH = 2;
  private static final int PIXELS = 6;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @CsvSource({
    "nchw, 1",
    "nchw, 7",
    "nhwc, 7",
    "nchw, 32",
    "nChw16c, 32",
    "nhwc, 20",
    "nChw16c, 20"
  })
  void agreesWithDefinition(FormatTag layout, int channels) {
    var settings = new LrnPrimitive.Settings(5, 0.5f, 0.75f, 2);
    var desc = MemoryDesc.of(DataType.F32, layout, BATCH, channels, 2, 3);
    var random = new Random(channels);
    float[] source = Values.reals(random, desc.dims());
    float[] upstream = Values.reals(random, desc.dims());
    var output = new double[source.length];
    var gradient = new double[source.length];
    for (int i = 0; i < source.length; i++) {
      double base = base(settings, source, channels, i);
      output[i] = source[i] * Math.pow(base, -settings.beta());
      gradient[i] += upstream[i] * Math.pow(base, -settings.beta());
      for (int j : neighbors(settings, channels, i)) {
        gradient[j] -=
            upstream[i]
                * source[i]
                * settings.beta()
                * Math.pow(base, -settings.beta() - 1)
                * 2
                * settings.alpha()
                / settings.size()
                * source[j];
      }
    }
    PrimitiveDesc forward = LrnPrimitive.forward(Propagation.TRAINING, settings, desc, desc);
    Run run = new Run(forward).in(Arg.SOURCE, source).out(Arg.DESTINATION);
    boolean kept = !forward.workspace().isNone();
    if (kept) {
      run.give(Arg.WORKSPACE, forward.workspace(), Packing.garbage(forward.workspace()));
    }
    String by = "LRN of " + desc + " by " + forward;
    assertClose(output, run.run().get(Arg.DESTINATION), TOLERANCE, by);

    PrimitiveDesc backward =
        LrnPrimitive.backward(settings, new BackwardOperands(desc, desc, desc), forward);
    Run back =
        new Run(backward)
            .in(Arg.SOURCE, source)
            .in(Arg.DESTINATION_GRADIENT, upstream)
            .out(Arg.SOURCE_GRADIENT);
    if (kept) {
      back.give(Arg.WORKSPACE, forward.workspace(), run.buffer(Arg.WORKSPACE));
    }
    float[] actual = back.run().get(Arg.SOURCE_GRADIENT);
    assertClose(gradient, actual, TOLERANCE, "gradient of " + by + " and " + backward);
  }

  private static double base(LrnPrimitive.Settings settings, float[] source, int channels, int i) {
    double squares = 0;
    for (int j : neighbors(settings, channels, i)) {
      squares += source[j] * source[j];
    }
    return settings.k() + settings.alpha() / settings.size() * squares;
  }

  private static int[] neighbors(LrnPrimitive.Settings settings, int channels, int i) {
    int channel = i / PIXELS % channels;
    int half = settings.size() / 2;
    return java.util.stream.IntStream.rangeClosed(-half, half)
        .filter(d -> channel + d >= 0 && channel + d < channels)
        .map(d -> i + d * PIXELS)
        .toArray();
  }
}
