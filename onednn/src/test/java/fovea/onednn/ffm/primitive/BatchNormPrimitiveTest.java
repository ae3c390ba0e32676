package fovea.onednn.ffm.primitive;

import static fovea.onednn.ffm.Values.assertClose;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.BackwardOperands;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.Run;
import fovea.onednn.ffm.Values;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchNormPrimitiveTest {
  private static final float EPSILON = 1e-5f;
  private static final int BATCH = 3;
  private static final int PIXELS = 4 * 5;
  private static final double TOLERANCE = 2e-5;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  record Case(FormatTag layout, int channels, boolean relu) {
    long[] dims() {
      return new long[] {BATCH, channels, 4, 5};
    }

    MemoryDesc desc() {
      return MemoryDesc.of(DataType.F32, layout, dims());
    }

    BatchNormPrimitive.Settings settings(BatchNormPrimitive.Flag... more) {
      Set<BatchNormPrimitive.Flag> flags =
          EnumSet.of(BatchNormPrimitive.Flag.SCALE, BatchNormPrimitive.Flag.SHIFT);
      flags.addAll(List.of(more));
      if (relu) {
        flags.add(BatchNormPrimitive.Flag.RELU);
      }
      return new BatchNormPrimitive.Settings(EPSILON, flags);
    }
  }

  static Stream<Case> cases() {
    return Stream.of("nchw", "nChw16c", "nhwc")
        .map(FormatTag::of)
        .flatMap(
            layout ->
                Stream.of(1, 6, 16, 35)
                    .flatMap(
                        channels ->
                            Stream.of(true, false).map(relu -> new Case(layout, channels, relu))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trains(Case c) {
    var random = new Random(c.channels);
    float[] source = Values.reals(random, c.dims());
    float[] scale = Values.reals(random, c.channels);
    float[] shift = Values.reals(random, c.channels);
    float[] upstream = Values.reals(random, c.dims());
    var expected = new Loops(c, source, scale, shift);
    expected.computeStatistics();
    expected.forward();

    PrimitiveDesc forward =
        BatchNormPrimitive.forward(Propagation.TRAINING, c.settings(), c.desc(), c.desc());
    Run run =
        new Run(forward)
            .in(Arg.SOURCE, source)
            .in(Arg.SCALE, scale)
            .in(Arg.SHIFT, shift)
            .out(Arg.DESTINATION)
            .out(Arg.MEAN)
            .out(Arg.VARIANCE);
    if (c.relu) {
      run.out(Arg.WORKSPACE);
    }
    run.run();
    String by = c + " by " + forward;
    assertClose(expected.mean, run.get(Arg.MEAN), TOLERANCE, "mean of " + by);
    assertClose(expected.variance, run.get(Arg.VARIANCE), TOLERANCE, "variance of " + by);
    assertClose(expected.output, run.get(Arg.DESTINATION), TOLERANCE, by);

    expected.backward(upstream);
    PrimitiveDesc backward =
        BatchNormPrimitive.backward(
            Propagation.BACKWARD,
            c.settings(),
            new BackwardOperands(c.desc(), c.desc(), c.desc()),
            forward);
    Run back =
        new Run(backward)
            .in(Arg.SOURCE, source)
            .in(Arg.DESTINATION_GRADIENT, upstream)
            .in(Arg.SCALE, scale)
            .give(Arg.MEAN, forward.argument(Arg.MEAN), run.buffer(Arg.MEAN))
            .give(Arg.VARIANCE, forward.argument(Arg.VARIANCE), run.buffer(Arg.VARIANCE))
            .out(Arg.SOURCE_GRADIENT)
            .out(Arg.SCALE_GRADIENT)
            .out(Arg.SHIFT_GRADIENT);
    if (c.relu) {
      back.give(Arg.WORKSPACE, forward.workspace(), run.buffer(Arg.WORKSPACE));
    }
    back.run();
    assertClose(expected.sourceGradient, back.get(Arg.SOURCE_GRADIENT), TOLERANCE, "x of " + by);
    assertClose(expected.scaleGradient, back.get(Arg.SCALE_GRADIENT), TOLERANCE, "scale of " + by);
    assertClose(expected.shiftGradient, back.get(Arg.SHIFT_GRADIENT), TOLERANCE, "shift of " + by);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void infersWithGivenStatistics(Case c) {
    var random = new Random(c.channels);
    float[] source = Values.reals(random, c.dims());
    float[] scale = Values.reals(random, c.channels);
    float[] shift = Values.reals(random, c.channels);
    var expected = new Loops(c, source, scale, shift);
    var mean = new float[c.channels];
    var variance = new float[c.channels];
    for (int i = 0; i < c.channels; i++) {
      mean[i] = random.nextFloat();
      variance[i] = 0.5f + random.nextFloat();
      expected.mean[i] = mean[i];
      expected.variance[i] = variance[i];
    }
    expected.forward();
    PrimitiveDesc forward =
        BatchNormPrimitive.forward(
            Propagation.INFERENCE,
            c.settings(BatchNormPrimitive.Flag.GLOBAL_STATISTICS),
            c.desc(),
            c.desc());
    float[] output =
        new Run(forward)
            .in(Arg.SOURCE, source)
            .in(Arg.SCALE, scale)
            .in(Arg.SHIFT, shift)
            .in(Arg.MEAN, mean)
            .in(Arg.VARIANCE, variance)
            .out(Arg.DESTINATION)
            .run()
            .get(Arg.DESTINATION);
    assertClose(expected.output, output, TOLERANCE, c + " by " + forward);
  }

  /** Batch normalization by the definition, ReLU included. */
  private static final class Loops {
    final double[] mean;
    final double[] variance;
    final double[] output;
    final double[] sourceGradient;
    final double[] scaleGradient;
    final double[] shiftGradient;
    private final Case c;
    private final float[] source;
    private final float[] scale;
    private final float[] shift;

    Loops(Case c, float[] source, float[] scale, float[] shift) {
      this.c = c;
      this.source = source;
      this.scale = scale;
      this.shift = shift;
      mean = new double[c.channels];
      variance = new double[c.channels];
      output = new double[source.length];
      sourceGradient = new double[source.length];
      scaleGradient = new double[c.channels];
      shiftGradient = new double[c.channels];
    }

    private int channel(int i) {
      return i / PIXELS % c.channels;
    }

    private double normalized(int i) {
      int k = channel(i);
      return (source[i] - mean[k]) / Math.sqrt(variance[k] + EPSILON);
    }

    void computeStatistics() {
      int count = BATCH * PIXELS;
      for (int i = 0; i < source.length; i++) {
        mean[channel(i)] += (double) source[i] / count;
      }
      for (int i = 0; i < source.length; i++) {
        variance[channel(i)] += Math.pow(source[i] - mean[channel(i)], 2) / count;
      }
    }

    void forward() {
      for (int i = 0; i < source.length; i++) {
        double y = scale[channel(i)] * normalized(i) + shift[channel(i)];
        output[i] = c.relu ? Math.max(0, y) : y;
      }
    }

    void backward(float[] upstream) {
      int count = BATCH * PIXELS;
      var passed = new double[source.length];
      for (int i = 0; i < source.length; i++) {
        passed[i] = c.relu && output[i] <= 0 ? 0 : upstream[i];
        shiftGradient[channel(i)] += passed[i];
        scaleGradient[channel(i)] += passed[i] * normalized(i);
      }
      for (int i = 0; i < source.length; i++) {
        int k = channel(i);
        sourceGradient[i] =
            scale[k]
                / Math.sqrt(variance[k] + EPSILON)
                * (passed[i] - shiftGradient[k] / count - normalized(i) * scaleGradient[k] / count);
      }
    }
  }
}
