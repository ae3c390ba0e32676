package fovea.onednn.ffm.primitive;

import static fovea.onednn.ffm.Values.assertClose;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.Packing;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.Run;
import fovea.onednn.ffm.Values;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InnerProductPrimitiveTest {
  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  /**
   * A layer over {@code in} features, or over pictures of {@code in} channels and {@code pixels}.
   */
  record Case(int batch, int in, List<Long> pixels, int out, DataType type) {
    long[] source() {
      return dims(batch);
    }

    long[] weights() {
      return dims(out);
    }

    int features() {
      return (int) Packing.elements(source()) / batch;
    }

    private long[] dims(int first) {
      var dims = new long[2 + pixels.size()];
      dims[0] = first;
      dims[1] = in;
      for (int i = 0; i < pixels.size(); i++) {
        dims[2 + i] = pixels.get(i);
      }
      return dims;
    }

    PrimitiveOperands any(DataType weights) {
      return new PrimitiveOperands(
          MemoryDesc.any(type, source()),
          MemoryDesc.any(weights, weights()),
          MemoryDesc.plain(DataType.F32, out),
          MemoryDesc.any(type, batch, out));
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(1, 1, List.of(), 1, DataType.F32),
        new Case(3, 7, List.of(), 5, DataType.F32),
        new Case(4, 84, List.of(), 10, DataType.F32),
        new Case(2, 16, List.of(5L, 5L), 120, DataType.F32),
        new Case(5, 33, List.of(2L, 3L), 17, DataType.F32),
        new Case(4, 33, List.of(), 17, DataType.BF16));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithLoops(Case c) {
    if (c.type == DataType.BF16) {
      Natives.assumeBf16();
    }
    var random = new Random(c.in);
    float[] source = Values.wholeNumbers(random, c.source());
    float[] weights = Values.wholeNumbers(random, c.weights());
    float[] bias = Values.wholeNumbers(random, c.out);
    float[] upstream = Values.wholeNumbers(random, c.batch, c.out);
    int features = c.features();
    var output = new double[upstream.length];
    var sourceGradient = new double[source.length];
    var weightsGradient = new double[weights.length];
    var biasGradient = new double[c.out];
    for (int i = 0; i < output.length; i++) {
      int row = i / c.out;
      int column = i % c.out;
      output[i] = bias[column];
      biasGradient[column] += upstream[i];
      for (int j = 0; j < features; j++) {
        int s = row * features + j;
        int w = column * features + j;
        output[i] += source[s] * weights[w];
        sourceGradient[s] += upstream[i] * weights[w];
        weightsGradient[w] += upstream[i] * source[s];
      }
    }
    double tolerance = c.type == DataType.F32 ? 0 : 1.0 / 256;

    PrimitiveDesc forward =
        InnerProductPrimitive.forward(
            Propagation.TRAINING, c.any(c.type), PrimitiveAttributes.standard());
    float[] actual =
        new Run(forward)
            .in(Arg.SOURCE, source)
            .in(Arg.WEIGHTS, weights)
            .in(Arg.BIAS, bias)
            .out(Arg.DESTINATION)
            .run()
            .get(Arg.DESTINATION);
    assertClose(output, actual, tolerance, c + " by " + forward);

    PrimitiveDesc data = InnerProductPrimitive.backwardData(c.any(c.type), forward);
    float[] dx =
        new Run(data)
            .in(Arg.WEIGHTS, weights)
            .in(Arg.DESTINATION_GRADIENT, upstream)
            .out(Arg.SOURCE_GRADIENT)
            .run()
            .get(Arg.SOURCE_GRADIENT);
    assertClose(sourceGradient, dx, tolerance, "source of " + c + " by " + data);

    PrimitiveDesc weight = InnerProductPrimitive.backwardWeights(c.any(DataType.F32), forward);
    Run back =
        new Run(weight)
            .in(Arg.SOURCE, source)
            .in(Arg.DESTINATION_GRADIENT, upstream)
            .out(Arg.WEIGHTS_GRADIENT)
            .out(Arg.BIAS_GRADIENT)
            .run();
    assertClose(weightsGradient, back.get(Arg.WEIGHTS_GRADIENT), 0, "weights of " + c);
    assertClose(biasGradient, back.get(Arg.BIAS_GRADIENT), 0, "bias of " + c);
  }
}
