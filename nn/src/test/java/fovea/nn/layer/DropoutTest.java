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
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static final TensorType RANDOM = new TensorType(Shape.scalar(), DType.I64);
  private static final Tensor ONES = Tensor.full(TensorType.f32(10_000), 1);

  private static Tensor random(long value) {
    return Tensor.of(HostBuffer.of(RANDOM, value));
  }

  private static float[] train(long random, Layer layer) {
    return Mode.training(random(random), () -> ONES.apply(layer)).floats();
  }

  @Test
  void inferenceDoesNothing() {
    assertSame(ONES, ONES.apply(new Dropout(0.5)));
    assertSame(
        ONES, Mode.training(random(1), () -> Mode.inference(() -> ONES.apply(new Dropout(0.5)))));
    assertSame(ONES, Mode.training(random(1), () -> ONES.apply(new Dropout(0))));
  }

  @Test
  void trainingKeepsTheExpectation() {
    float[] y = train(12345, new Dropout(0.2));
    double sum = 0;
    for (float value : y) {
      assertTrue(value == 0 || value == 1.25f, "value " + value);
      sum += value;
    }
    assertEquals(1, sum / y.length, 0.03);
  }

  @Test
  void theChoiceFollowsFromTheRandomNumberAndThePath() {
    Layer first = Sequential.of(new Dropout(0.5), new IdentityLayer());
    Layer second = Sequential.of(new IdentityLayer(), new Dropout(0.5));
    assertArrayEquals(train(1, first), train(1, first));
    assertFalse(Arrays.equals(train(1, first), train(2, first)));
    assertFalse(Arrays.equals(train(1, first), train(1, second)));
  }

  @Test
  void twoPassesInOneStepChooseDifferently() {
    Layer layer = new Dropout(0.5);
    List<float[]> passes =
        Mode.training(random(1), () -> List.of(ONES.apply(layer), ONES.apply(layer))).stream()
            .map(Tensor::floats)
            .toList();
    assertFalse(Arrays.equals(passes.get(0), passes.get(1)));
  }

  @Test
  void impossibleValuesAreRefused() {
    assertThrows(FoveaException.class, () -> new Dropout(1));
    assertThrows(FoveaException.class, () -> new Dropout(-0.1));
    assertThrows(FoveaException.class, () -> new Dropout(Double.NaN));
    assertThrows(FoveaException.class, () -> Mode.training(Tensor.scalar(1), () -> ONES));
  }
}
