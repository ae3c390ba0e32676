package fovea.onednn.ffm.primitive;

import static fovea.onednn.ffm.Values.assertClose;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.EltwisePrimitive;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.PostOp;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.Run;
import fovea.onednn.ffm.Values;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionPrimitiveTest {
  private static final double EXACT = 0;
  private static final double ROUNDED_TO_BF16 = 1.0 / 256;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  /** A convolution: sizes of source and weights, groups, and how the window moves. */
  record Case(
      int batch,
      int in,
      int out,
      int groups,
      Extent height,
      Extent width,
      boolean bias,
      long seed) {
    /** An axis of the picture: its size, the window's, and the movement. */
    record Extent(int input, int kernel, WindowAxis axis) {
      int output() {
        return axis.outputs(input, kernel);
      }
    }

    long[] source() {
      return new long[] {batch, in, height.input, width.input};
    }

    long[] destination() {
      return new long[] {batch, out, height.output(), width.output()};
    }

    long[] weights() {
      return groups == 1
          ? new long[] {out, in, height.kernel, width.kernel}
          : new long[] {groups, out / groups, in / groups, height.kernel, width.kernel};
    }

    List<WindowAxis> axes() {
      return List.of(height.axis, width.axis);
    }

    PrimitiveOperands any(DataType type) {
      var operands =
          PrimitiveOperands.of(
              MemoryDesc.any(type, source()),
              MemoryDesc.any(type, weights()),
              MemoryDesc.any(type, destination()));
      return bias ? operands.bias(MemoryDesc.plain(DataType.F32, out)) : operands;
    }
  }

  static List<Case> cases() {
    WindowAxis dense = WindowAxis.dense();
    return List.of(
        square(2, 3, 5, 1, 7, 3, dense.pad(1, 1)),
        square(1, 1, 6, 1, 28, 5, dense.pad(2, 2)),
        square(2, 6, 16, 1, 14, 5, dense),
        square(3, 16, 32, 1, 8, 3, dense.pad(1, 1).stride(2)),
        square(2, 17, 33, 1, 6, 1, dense),
        square(2, 64, 32, 1, 8, 1, dense.stride(2)),
        square(1, 1, 1, 1, 5, 3, dense.pad(1, 1)),
        square(2, 8, 12, 4, 7, 3, dense.pad(1, 1)),
        square(2, 19, 19, 19, 9, 3, dense.pad(1, 1).stride(2)),
        square(2, 32, 32, 32, 9, 3, dense.pad(1, 1)),
        square(1, 4, 6, 1, 13, 3, dense.dilation(3).pad(2, 4)),
        square(2, 5, 7, 1, 9, 2, dense.pad(0, 1)),
        square(1, 3, 64, 1, 33, 7, dense.stride(2).pad(3, 3)),
        new Case(
            2,
            5,
            4,
            1,
            new Case.Extent(11, 3, dense.stride(2).pad(2, 1)),
            new Case.Extent(6, 1, dense.pad(0, 3)),
            true,
            99));
  }

  private static Case square(
      int batch, int in, int out, int groups, int size, int kernel, WindowAxis axis) {
    var extent = new Case.Extent(size, kernel, axis);
    return new Case(batch, in, out, groups, extent, extent, (in + out) % 2 == 0, size * 31L + out);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithLoops(Case c) {
    check(c, DataType.F32, EXACT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithLoopsInBf16(Case c) {
    Natives.assumeBf16();
    check(c, DataType.BF16, ROUNDED_TO_BF16);
  }

  private static void check(Case c, DataType type, double tolerance) {
    var random = new Random(c.seed);
    float[] source = Values.wholeNumbers(random, c.source());
    float[] weights = Values.wholeNumbers(random, c.weights());
    float[] bias = Values.wholeNumbers(random, c.bias ? c.out : 0);
    float[] upstream = Values.wholeNumbers(random, c.destination());
    var expected = new ConvolutionLoops(c, source, weights, upstream);

    PrimitiveDesc forward =
        ConvolutionPrimitive.forward(
            Propagation.TRAINING, c.any(type), c.axes(), PrimitiveAttributes.standard());
    Run run = new Run(forward).in(Arg.SOURCE, source).in(Arg.WEIGHTS, weights);
    if (c.bias) {
      run.in(Arg.BIAS, bias);
    }
    float[] output = run.out(Arg.DESTINATION).run().get(Arg.DESTINATION);
    assertClose(expected.forward(bias), output, tolerance, "output of " + c + " by " + forward);

    PrimitiveDesc data = ConvolutionPrimitive.backwardData(c.any(type), c.axes(), forward);
    float[] sourceGradient =
        new Run(data)
            .in(Arg.WEIGHTS, weights)
            .in(Arg.DESTINATION_GRADIENT, upstream)
            .out(Arg.SOURCE_GRADIENT)
            .run()
            .get(Arg.SOURCE_GRADIENT);
    assertClose(
        expected.sourceGradient(), sourceGradient, tolerance, "source of " + c + " by " + data);

    var f32 = MemoryDesc.any(DataType.F32, c.weights()); // gradients of weights stay in f32
    PrimitiveOperands operands = c.any(type);
    PrimitiveDesc weight =
        ConvolutionPrimitive.backwardWeights(
            new PrimitiveOperands(operands.source(), f32, operands.bias(), operands.destination()),
            c.axes(),
            forward);
    Run backward =
        new Run(weight)
            .in(Arg.SOURCE, source)
            .in(Arg.DESTINATION_GRADIENT, upstream)
            .out(Arg.WEIGHTS_GRADIENT);
    if (c.bias) {
      backward.out(Arg.BIAS_GRADIENT);
    }
    backward.run();
    assertClose(
        expected.weightsGradient(),
        backward.get(Arg.WEIGHTS_GRADIENT),
        EXACT,
        "weights of " + c + " by " + weight);
    if (c.bias) {
      assertClose(
          expected.biasGradient(),
          backward.get(Arg.BIAS_GRADIENT),
          EXACT,
          "bias of " + c + " by " + weight);
    }
  }

  @Test
  void addsAndClipsInPostOperations() {
    Case c = square(2, 16, 16, 1, 6, 3, WindowAxis.dense().pad(1, 1));
    var random = new Random(5);
    float[] source = Values.wholeNumbers(random, c.source());
    float[] weights = Values.wholeNumbers(random, c.weights());
    float[] bias = Values.wholeNumbers(random, c.out);
    float[] residual = Values.wholeNumbers(random, c.destination());
    var attributes =
        PrimitiveAttributes.standard()
            .then(new PostOp.Accumulate(1))
            .then(new PostOp.Apply(EltwisePrimitive.Algorithm.RELU.function()));
    PrimitiveDesc forward =
        ConvolutionPrimitive.forward(
            Propagation.INFERENCE, c.any(DataType.F32), c.axes(), attributes);
    float[] output =
        new Run(forward)
            .in(Arg.SOURCE, source)
            .in(Arg.WEIGHTS, weights)
            .in(Arg.BIAS, bias)
            .in(Arg.DESTINATION, residual)
            .run()
            .get(Arg.DESTINATION);
    double[] expected = new ConvolutionLoops(c, source, weights, residual).forward(bias);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Math.max(0, expected[i] + residual[i]);
    }
    assertClose(expected, output, EXACT, "convolution with sum and ReLU");
  }
}
