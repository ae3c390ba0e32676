package fovea.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StochasticDepthTest {
  private static final int EXAMPLES = 5000;
  private static final int ELEMENTS = 6;
  private static final Tensor ONES = Tensor.full(TensorType.f32(EXAMPLES, 2, 1, 3), 1);

  private static Tensor random(long value) {
    return Tensor.of(HostBuffer.of(new TensorType(Shape.scalar(), DType.I64), value));
  }

  private static float[] train(long random, Layer layer) {
    return Mode.training(random(random), () -> ONES.apply(layer)).floats();
  }

  @Test
  void inferenceDoesNothing() {
    assertSame(ONES, ONES.apply(new StochasticDepth(0.5)));
    assertSame(ONES, Mode.training(random(1), () -> ONES.apply(new StochasticDepth(0))));
  }

  @Test
  void wholeExamplesAreLeftOut() {
    float[] y = train(5, new StochasticDepth(0.2));
    int kept = 0;
    for (int i = 0; i < EXAMPLES; i++) {
      float first = y[i * ELEMENTS];
      assertTrue(first == 0 || first == 1.25f, "value " + first);
      for (int j = 1; j < ELEMENTS; j++) {
        assertEquals(first, y[i * ELEMENTS + j]);
      }
      kept += first == 0 ? 0 : 1;
    }
    // Five standard deviations.
    assertEquals(0.8, (double) kept / EXAMPLES, 5 * Math.sqrt(0.16 / EXAMPLES));
  }

  @Test
  void theChoiceFollowsFromTheRandomNumberAndThePath() {
    Layer first = Sequential.of(new StochasticDepth(0.5), new IdentityLayer());
    Layer second = Sequential.of(new IdentityLayer(), new StochasticDepth(0.5));
    assertArrayEquals(train(1, first), train(1, first));
    assertFalse(Arrays.equals(train(1, first), train(2, first)));
    assertFalse(Arrays.equals(train(1, first), train(1, second)));
  }

  @Test
  void theGradientIsLeftOutWithTheExample() {
    Tensor y = Mode.training(random(3), () -> ONES.apply(new StochasticDepth(0.5)));
    float[] gradient = y.sum().gradients(List.of(ONES)).getFirst().floats();
    assertArrayEquals(y.floats(), gradient);
  }

  @Test
  void theProbabilityGrowsWithDepth() {
    double[] found =
        IntStream.rangeClosed(1, 4)
            .mapToDouble(block -> StochasticDepth.linear(0.5, block, 4).p())
            .toArray();
    assertArrayEquals(new double[] {0.125, 0.25, 0.375, 0.5}, found);
  }

  @Test
  void impossibleValuesAreRefused() {
    assertEquals(
        "stochastic depth with probability 1.0; use 0 or more and less than 1",
        assertThrows(FoveaException.class, () -> new StochasticDepth(1)).getMessage());
    assertThrows(FoveaException.class, () -> new StochasticDepth(Double.NaN));
    assertThrows(
        FoveaException.class,
        () -> Mode.training(random(1), () -> Tensor.scalar(1).apply(new StochasticDepth(0.5))));
  }
}
