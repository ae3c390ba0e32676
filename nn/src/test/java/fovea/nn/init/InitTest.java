package fovea.nn.init;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InitTest {
  /** fan-in 32 * 9 = 288, fan-out 64 * 9 = 576. */
  private static final Shape KERNELS = Shape.of(64, 32, 3, 3);

  @Test
  void variancesFollowFanInAndFanOut() {
    assertMoments(Init.lecunNormal(), 1.0 / 288);
    assertMoments(Init.xavierUniform(), 2.0 / (288 + 576));
    assertMoments(Init.xavierNormal(), 2.0 / (288 + 576));
    assertMoments(Init.heUniform(), 2.0 / 288);
    assertMoments(Init.heNormal(), 2.0 / 288);
    assertMoments(Init.heNormalFanOut(), 2.0 / 576);
    assertMoments(Init.torchUniform(), 1.0 / (3 * 288));
    assertMoments(Init.normal(0.01), 1e-4);
    assertMoments(Init.uniform(0.3), 0.03);
  }

  @Test
  void uniformRulesKeepTheirBounds() {
    double bound = 1 / Math.sqrt(288);
    double largest =
        Arrays.stream(values(Init.torchUniform(), KERNELS)).map(Math::abs).max().orElse(0);
    assertTrue(largest <= bound && largest > 0.999 * bound, "largest " + largest);
  }

  @Test
  void constantsAreConstant() {
    assertArrayEquals(new double[] {0, 0}, values(Init.zeros(), Shape.of(2)));
    assertArrayEquals(new double[] {1, 1}, values(Init.ones(), Shape.of(2)));
    assertArrayEquals(new double[] {0.5, 0.5}, values(Init.constant(0.5), Shape.of(2)));
  }

  @Test
  void linearLayersCountTheirInputsAndOutputs() {
    double[] values = values(Init.heNormal(), Shape.of(300, 200));
    assertEquals(2.0 / 200, variance(values), 0.03 * 2.0 / 200);
  }

  @Test
  void heKeepsReluAliveOverTenLayersAndSmallNumbersDoNot() {
    assertTrue(scaleAfterTenLayers(Init.heNormal()) > 0.2);
    assertTrue(scaleAfterTenLayers(Init.heNormal()) < 5);
    assertTrue(scaleAfterTenLayers(Init.normal(0.01)) < 1e-6);
  }

  private static double scaleAfterTenLayers(Init init) {
    Layer[] layers =
        IntStream.range(0, 10)
            .mapToObj(_ -> Sequential.of(new Linear(100, 100).init(init), new Relu()))
            .toArray(Layer[]::new);
    Tensor x =
        Tensor.of(
            HostBuffer.of(TensorType.f32(20, 100), values(Init.normal(1), Shape.of(20, 100))));
    double[] y = x.apply(Sequential.of(layers)).value().doubles();
    return Math.sqrt(Arrays.stream(y).map(v -> v * v).average().orElse(0));
  }

  private static void assertMoments(Init init, double variance) {
    double[] values = values(init, KERNELS);
    assertEquals(0, Arrays.stream(values).average().orElse(1), 0.03 * Math.sqrt(variance));
    assertEquals(variance, variance(values), 0.05 * variance);
  }

  private static double variance(double[] values) {
    return Arrays.stream(values).map(v -> v * v).average().orElse(0);
  }

  private static double[] values(Init init, Shape shape) {
    HostBuffer values = HostBuffer.allocate(TensorType.f32(shape.dims()));
    init.fill(values, KeyedRandom.of(3, "weight"));
    return values.doubles();
  }
}
