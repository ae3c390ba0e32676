package fovea.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputNoiseTest {
  private static final int COUNT = 50_000;
  private static final Tensor TWOS = Tensor.full(TensorType.f32(COUNT), 2);

  private static Tensor random(long value) {
    return Tensor.of(HostBuffer.of(new TensorType(Shape.scalar(), DType.I64), value));
  }

  private static float[] train(long random, Layer layer) {
    return Mode.training(random(random), () -> TWOS.apply(layer)).floats();
  }

  @Test
  void inferenceDoesNothing() {
    assertSame(TWOS, TWOS.apply(new InputNoise(0.5)));
    assertSame(TWOS, Mode.training(random(1), () -> TWOS.apply(new InputNoise(0))));
  }

  @Test
  void trainingAddsNormalNoise() {
    double[] moments = new double[5];
    for (float value : train(11, new InputNoise(0.5))) {
      double z = (value - 2) / 0.5;
      for (int k = 1; k < moments.length; k++) {
        moments[k] += Math.pow(z, k) / COUNT;
      }
    }
    double error = 5 / Math.sqrt(COUNT);
    assertEquals(0, moments[1], error);
    assertEquals(1, moments[2], error * Math.sqrt(2));
    assertEquals(0, moments[3], error * Math.sqrt(15));
    assertEquals(3, moments[4], error * Math.sqrt(96));
  }

  @Test
  void theNoiseFollowsFromTheRandomNumberAndThePath() {
    Layer first = Sequential.of(new InputNoise(1), new IdentityLayer());
    Layer second = Sequential.of(new IdentityLayer(), new InputNoise(1));
    assertArrayEquals(train(1, first), train(1, first));
    assertFalse(Arrays.equals(train(1, first), train(2, first)));
    assertFalse(Arrays.equals(train(1, first), train(1, second)));
  }

  @Test
  void theGradientGoesThrough() {
    Tensor y = Mode.training(random(3), () -> TWOS.apply(new InputNoise(0.5)));
    Tensor gradient = y.mul(3).sum().gradients(List.of(TWOS)).getFirst();
    assertArrayEquals(new double[] {3}, distinct(gradient));
  }

  private static double[] distinct(Tensor x) {
    return Arrays.stream(x.value().doubles()).distinct().toArray();
  }

  /** As torch.special.ndtri has them. */
  @Test
  void quantilesAreThoseOfTheNormalDistribution() {
    double[] shares = {1e-16, 1e-9, 0.001, 0.07, 0.3, 0.5, 0.5001, 0.925, 0.99, 1 - 1e-12};
    double[] expected = {
      -8.222082216,
      -5.997807015,
      -3.090232306,
      -1.475791028,
      -0.5244005127,
      0,
      0.0002506628301,
      1.439531471,
      2.326347874,
      7.03448691
    };
    for (int i = 0; i < shares.length; i++) {
      assertEquals(expected[i], AddedNormal.normal(shares[i]), 1e-6);
    }
  }

  @Test
  void impossibleValuesAreRefused() {
    assertEquals(
        "noise with a deviation of -0.1; use a number of 0 or more",
        assertThrows(FoveaException.class, () -> new InputNoise(-0.1)).getMessage());
    assertThrows(FoveaException.class, () -> new InputNoise(Double.NaN));
  }
}
