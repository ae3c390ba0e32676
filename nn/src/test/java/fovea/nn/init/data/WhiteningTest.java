package fovea.nn.init.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Sequential;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WhiteningTest {
  private static final HostBuffer PICTURES = pictures(6, 3, 9, 9);

  private static HostBuffer pictures(int... dims) {
    HostBuffer pictures = HostBuffer.allocate(TensorType.f32(dims));
    for (long i = 0; i < pictures.type().shape().elements(); i++) {
      pictures.set(i, Math.sin(i * 0.37) + 0.5 * Math.cos(i * i * 0.011));
    }
    return pictures;
  }

  private static String refused(Runnable body) {
    return assertThrows(FoveaException.class, body::run).getMessage();
  }

  /** As torch.linalg.eigh of the patches of torch.Tensor.unfold gives them. */
  @Test
  void kernelsAreThoseOfPyTorch() throws IOException {
    HostBuffer kernels = new Whitening().kernels(PICTURES, Shape.of(24, 3, 2, 2));
    assertArrayEquals(expected(), kernels.doubles(), 1e-4);
  }

  private static double[] expected() throws IOException {
    try (InputStream in = WhiteningTest.class.getResourceAsStream("whitening.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
    }
  }

  @Test
  void whatTheConvolutionGivesIsWhite() {
    Layer network = Sequential.of(new Conv2d(3, 24, 2).noBias(), new Relu(), new Conv2d(24, 2, 1));
    float[] head = Parameters.of(network).get("2.weight").value().floats();
    new Whitening().epsilon(1e-9).initialize(network, 0, PICTURES);
    Tensor y = Tensor.of(PICTURES).apply(((Sequential) network).layers().get("0"));
    double[] values = y.value().doubles();
    int area = 64;
    int pictures = 6;
    for (int a = 0; a < 12; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int n = 0; n < pictures; n++) {
          for (int i = 0; i < area; i++) {
            sum += values[(n * 24 + a) * area + i] * values[(n * 24 + b) * area + i];
          }
        }
        assertEquals(a == b ? 1 : 0, sum / (pictures * area), 1e-3, a + ", " + b);
      }
    }
    assertFalse(Parameters.of(network).get("0.weight").trainable());
    assertTrue(Parameters.of(network).get("2.weight").trainable());
    assertArrayEquals(head, Parameters.of(network).get("2.weight").value().floats());
  }

  @Test
  void fewerFiltersHaveTheLargestEigenvalues() {
    double[] all = new Whitening().kernels(PICTURES, Shape.of(24, 3, 2, 2)).doubles();
    double[] few = new Whitening().kernels(PICTURES, Shape.of(4, 3, 2, 2)).doubles();
    assertArrayEquals(Arrays.copyOf(all, 24), Arrays.copyOf(few, 24));
    assertArrayEquals(
        IntStream.range(0, 24).mapToDouble(i -> -few[i]).toArray(),
        Arrays.copyOfRange(few, 24, 48));
  }

  @Test
  void theLayerMayBeNamed() {
    Layer network = Sequential.of(new Conv2d(3, 3, 1), new Conv2d(3, 24, 2));
    new Whitening().layer("1").initialize(network, 0, PICTURES);
    assertTrue(Parameters.of(network).get("0.weight").trainable());
    assertFalse(Parameters.of(network).get("1.weight").trainable());
    assertTrue(Parameters.of(network).get("1.bias").trainable());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Layer odd = Sequential.of(new Conv2d(3, 5, 2));
    assertEquals(
        "whitening of kernels [5, 3, 2, 2]; use an even number of at most 24 outputs",
        refused(() -> new Whitening().initialize(odd, 0, PICTURES)));
    assertEquals(
        "pictures [6, 3, 9, 9] for kernels [4, 1, 2, 2]; give pictures [n, c, h, w] of as many"
            + " channels, not smaller than a kernel",
        refused(() -> new Whitening().kernels(PICTURES, Shape.of(4, 1, 2, 2))));
    assertEquals(
        "stem: there is no convolution to be whitened; name one that there is",
        refused(() -> new Whitening().layer("stem").initialize(odd, 0, PICTURES)));
    assertEquals(
        "whitening with epsilon 0.0; use a number above 0",
        refused(() -> new Whitening().epsilon(0)));
  }
}
