package fovea.testkit;

import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Sequential;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A convolution plus another tensor, over which the sum is written where nobody else reads it:
 * against the reference. Kernel and size choose oneDNN's convolution, Winograd's method or the one
 * by pixels.
 */
class SumsInPlaceTest {
  private static final int CHANNELS = 64;
  private static final double TOLERANCE = 1e-5;

  @BeforeEach
  void needsNatives() {
    Devices.assume(Device.CPU);
  }

  @ParameterizedTest
  @CsvSource({"1, 9", "3, 9", "5, 9", "3, 61", "1, 61"})
  void anotherTensor(int kernel, int size) {
    compare(kernel, size, false, Tensor::exp);
  }

  @ParameterizedTest
  @CsvSource({"1, 9", "3, 9", "5, 9", "3, 61", "1, 61"})
  void whatIsReadLater(int kernel, int size) {
    compare(kernel, size, true, Tensor::exp);
  }

  @ParameterizedTest
  @CsvSource({"1, 9", "3, 9", "5, 9", "3, 61", "1, 61"})
  void theInputItself(int kernel, int size) {
    compare(kernel, size, false, x -> x);
  }

  @ParameterizedTest
  @CsvSource({"1, 9", "3, 9", "5, 9", "3, 61", "1, 61"})
  void theInputUnderAnotherName(int kernel, int size) {
    compare(kernel, size, false, x -> x.reshape(-1, size, size).reshape(x.shape()));
  }

  /**
   * Compares what comes out.
   *
   * @param kept whether the residual is a result as well
   */
  private static void compare(int kernel, int size, boolean kept, UnaryOperator<Tensor> residual) {
    Layer before = new Conv2d(CHANNELS, CHANNELS, 1);
    Layer body =
        Sequential.of(
            new Conv2d(CHANNELS, CHANNELS, kernel).padding(kernel / 2).noBias(),
            new BatchNorm2d(CHANNELS));
    Compiled compiled =
        Compiled.of(
            in -> {
              Tensor x = before.forward(in.getFirst()).relu();
              Tensor other = residual.apply(x);
              Tensor sum = body.forward(x).add(other).relu();
              return kept ? List.of(sum, other) : List.of(sum);
            });
    TensorType type = TensorType.f32(6, CHANNELS, size, size);
    double[] numbers = new Random(5).doubles(type.shape().elements(), -1, 1).toArray();
    List<HostBuffer> arguments = List.of(HostBuffer.of(type, numbers));
    AgainstReference.check(compiled, arguments, TOLERANCE, 1);
  }
}
