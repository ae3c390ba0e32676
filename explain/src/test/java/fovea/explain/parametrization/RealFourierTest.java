package fovea.explain.parametrization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealFourierTest {

  private static HostBuffer drawn(long seed, int... dims) {
    var type = new TensorType(Shape.of(dims), DType.F64);
    double[] values = new Random(seed).doubles(type.shape().elements(), -1, 1).toArray();
    return HostBuffer.of(type, values);
  }

  /** Of one channel, as it is defined: real parts, then imaginary ones, in each row. */
  private static double[] plain(double[] picture, int height, int width) {
    int columns = width / 2 + 1;
    double[] spectrum = new double[height * 2 * columns];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < columns; column++) {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            double angle = -2 * Math.PI * ((double) row * y / height + (double) column * x / width);
            int at = row * 2 * columns + column;
            spectrum[at] += Math.cos(angle) * picture[y * width + x];
            spectrum[at + columns] += Math.sin(angle) * picture[y * width + x];
          }
        }
      }
    }
    return spectrum;
  }

  @ParameterizedTest
  @CsvSource({"4,4", "5,6", "6,7", "1,3", "8,2"})
  void isThePlainTransform(int height, int width) {
    HostBuffer picture = drawn(3, 2, 1, height, width);
    var fourier = new RealFourier(height, width);
    Tensor spectra = fourier.forward(Tensor.of(picture));
    double[] found = spectra.value().doubles();
    int half = height * width;
    for (int i = 0; i < 2; i++) {
      double[] one = Arrays.copyOfRange(picture.doubles(), i * half, (i + 1) * half);
      double[] expected = plain(one, height, width);
      int from = i * expected.length;
      assertArrayEquals(expected, Arrays.copyOfRange(found, from, from + expected.length), 1e-10);
    }
    assertArrayEquals(picture.doubles(), fourier.inverse(spectra).value().doubles(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"4,4", "5,7"})
  void hasTheGradientOfFiniteDifferences(int height, int width) {
    var fourier = new RealFourier(height, width);
    HostBuffer spectrum = drawn(5, 1, 2, height, 2 * (width / 2 + 1));
    Tensor weights = Tensor.of(drawn(6, 1, 2, height, width));
    Tensor x = Tensor.of(spectrum);
    double[] gradient =
        loss(fourier, x, weights).gradients(List.of(x)).getFirst().value().doubles();
    for (int i = 0; i < gradient.length; i++) {
      double above = loss(fourier, Tensor.of(moved(spectrum, i, 1e-4)), weights).item();
      double below = loss(fourier, Tensor.of(moved(spectrum, i, -1e-4)), weights).item();
      assertEquals((above - below) / 2e-4, gradient[i], 1e-7);
    }
  }

  private static Tensor loss(RealFourier fourier, Tensor spectrum, Tensor weights) {
    Tensor picture = fourier.inverse(spectrum);
    return picture.mul(picture).mul(weights).sum();
  }

  private static HostBuffer moved(HostBuffer values, int index, double by) {
    HostBuffer moved = HostBuffer.of(values.type(), values.doubles());
    moved.set(index, values.at(index) + by);
    return moved;
  }
}
