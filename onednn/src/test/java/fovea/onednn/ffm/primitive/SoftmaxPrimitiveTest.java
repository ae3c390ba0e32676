package fovea.onednn.ffm.primitive;

import static fovea.onednn.ffm.Values.assertClose;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.BackwardOperands;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.Run;
import fovea.onednn.ffm.Values;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SoftmaxPrimitiveTest {
  private static final double TOLERANCE = 1e-5;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithDefinitionAlongTheLastAxis(SoftmaxPrimitive.Algorithm algorithm) {
    check(algorithm.along(1), MemoryDesc.plain(DataType.F32, 5, 10), 10, 1);
    check(algorithm.along(1), MemoryDesc.plain(DataType.F32, 3, 1), 1, 1);
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithDefinitionAlongChannels(SoftmaxPrimitive.Algorithm algorithm) {
    check(algorithm.along(1), MemoryDesc.plain(DataType.F32, 2, 7, 3, 2), 7, 6);
    check(algorithm.along(1), MemoryDesc.of(DataType.F32, FormatTag.NHWC, 2, 7, 3, 2), 7, 6);
    check(algorithm.along(1), MemoryDesc.of(DataType.F32, FormatTag.NCHW16C, 2, 21, 3, 2), 21, 6);
  }

  /** {@code count} elements along the axis, {@code stride} apart in row-major order. */
  private static void check(
      SoftmaxPrimitive.Function function, MemoryDesc desc, int count, int stride) {
    boolean logarithm = function.algorithm() == SoftmaxPrimitive.Algorithm.LOG_SOFTMAX;
    var random = new Random(count);
    float[] source = Values.reals(random, desc.dims());
    float[] upstream = Values.reals(random, desc.dims());
    var output = new double[source.length];
    var gradient = new double[source.length];
    for (int i = 0; i < source.length; i++) {
      int first = i / (count * stride) * count * stride + i % stride;
      double sum = 0;
      for (int j = 0; j < count; j++) {
        sum += Math.exp(source[first + j * stride]);
      }
      output[i] = logarithm ? source[i] - Math.log(sum) : Math.exp(source[i]) / sum;
      double inner = 0;
      for (int j = 0; j < count; j++) {
        int at = first + j * stride;
        inner += upstream[at] * (logarithm ? 1 : Math.exp(source[at]) / sum);
      }
      double probability = Math.exp(source[i]) / sum;
      gradient[i] =
          logarithm ? upstream[i] - probability * inner : probability * (upstream[i] - inner);
    }
    PrimitiveDesc forward =
        SoftmaxPrimitive.forward(
            Propagation.TRAINING, function, desc, desc, PrimitiveAttributes.standard());
    String by = function + " of " + desc + " by " + forward;
    Run run = new Run(forward).in(Arg.SOURCE, source).out(Arg.DESTINATION).run();
    assertClose(output, run.get(Arg.DESTINATION), TOLERANCE, by);

    float[] actual =
        new Run(
                SoftmaxPrimitive.backward(
                    function, new BackwardOperands(desc, desc, desc), forward))
            .give(Arg.DESTINATION, desc, run.buffer(Arg.DESTINATION))
            .in(Arg.DESTINATION_GRADIENT, upstream)
            .out(Arg.SOURCE_GRADIENT)
            .run()
            .get(Arg.SOURCE_GRADIENT);
    assertClose(gradient, actual, TOLERANCE, "gradient of " + by);
  }
}
