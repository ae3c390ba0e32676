package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.nn.loss.Losses;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Examples that are worked out by hand: whole numbers must come out exactly, on every device. */
@ParameterizedClass
@EnumSource(names = {"CPU", "REFERENCE"})
class WorkedExamplesTest {
  @Parameter private Device device = Device.AUTO;

  @BeforeEach
  void findDevice() {
    Devices.assume(device);
  }

  private void assertValues(String expected, Tensor tensor) {
    assertArrayEquals(Numbers.floats(expected), device.use(tensor::floats));
  }

  private static Tensor picture(int height, int width, String values) {
    return Numbers.tensor(Shape.of(1, 1, height, width), values);
  }

  @Test
  void convolutionIsCrossCorrelation() {
    Tensor x = picture(4, 4, "1 2 2 -2 1 0 2 4 2 -1 -1 3 0 0 -3 -2");
    Tensor weight = picture(3, 3, "1 0 3 2 -1 -1 0 1 -3");
    assertValues("9 -20 22 11", x.conv2d(weight, Window.of(3), 1));
  }

  @Test
  void poolingOfQuarters() {
    Tensor x = picture(4, 4, "5 2 -3 0 2 -1 4 -1 -4 -4 -3 0 3 5 0 -1");
    assertValues("5 4 5 0", x.maxPool(2));
    assertValues("2 0 0 -1", x.averagePool(2));
  }

  @Test
  void demonstrationVolume() {
    Tensor x =
        Numbers.tensor(
            Shape.of(1, 3, 5, 5),
            """
            2 1 1 2 1  1 1 0 0 0  1 1 1 0 0  1 2 2 2 2  0 2 1 1 1
            1 0 0 2 2  2 1 1 1 2  2 1 0 1 1  0 0 0 2 2  2 1 0 0 0
            1 1 1 0 2  2 1 0 0 1  1 2 1 1 2  0 0 2 2 1  2 1 2 0 2
            """);
    Tensor weight =
        Numbers.tensor(
            Shape.of(2, 3, 3, 3),
            """
            0 -1 0  1 0 1  0 0 1    1 0 0  0 -1 -1  0 -1 0   1 1 1  0 1 -1  -1 1 0
            0 1 -1  -1 1 1  -1 1 1  1 -1 1  -1 0 -1  1 0 0  -1 -1 1  0 0 1  -1 1 1
            """);
    Tensor bias = Tensor.of(Shape.of(2), 1, 0);
    assertValues(
        "2 1 2 2 7 1 0 8 7  9 -1 -1 4 5 -2 1 1 -1",
        x.conv2d(weight, bias, Window.of(3).stride(2).padding(1), 1));
  }

  /** Black is 0, white is 1: the filter fires where white stands right of black, and only there. */
  @Test
  void edgeFilterFiresFromBlackToWhiteOnly() {
    Tensor weight = picture(2, 2, "-1 1 -1 1");
    Tensor bias = Tensor.of(Shape.of(1), -1);
    for (int pattern = 0; pattern < 16; pattern++) {
      Tensor x = bits(pattern);
      String fires = pattern == 0b0101 ? "1" : "0";
      assertValues(fires, x.conv2d(weight, bias, Window.of(2), 1).relu());
    }
  }

  /** The filter for the shape of a black L, whose one white pixel is at the upper right. */
  @Test
  void cornerFilterFiresOnBlackLOnly() {
    Tensor weight = picture(2, 2, "-1 1 -1 -1");
    for (int pattern = 0; pattern < 16; pattern++) {
      String fires = pattern == 0b0100 ? "1" : "0";
      assertValues(fires, bits(pattern).conv2d(weight, Window.of(2), 1).relu());
    }
  }

  /** The four pixels of {@code pattern}, row by row, highest bit first. */
  private static Tensor bits(int pattern) {
    return Tensor.of(
        Shape.of(1, 1, 2, 2), pattern >> 3 & 1, pattern >> 2 & 1, pattern >> 1 & 1, pattern & 1);
  }

  @Test
  void sharedWeightCollectsTheGradientsOfItsUses() {
    Tensor x = picture(3, 3, "1 2 3 4 5 6 7 8 9");
    Tensor weight = picture(2, 2, "1 0 0 1");
    Tensor y = x.conv2d(weight, Window.of(2), 1);
    assertValues("6 8 12 14", y);
    List<Tensor> gradients = y.sum().gradients(List.of(x, weight));
    // The full correlation of ones with the flipped filter, and the sums of what each weight saw.
    assertValues("1 1 0 1 2 1 0 1 1", gradients.get(0));
    assertValues("12 16 24 28", gradients.get(1));
  }

  @Test
  void maxPoolingSendsTheGradientToTheFirstMaximumOnly() {
    Tensor x = picture(2, 4, "3 3 1 2 3 0 2 2");
    Tensor y = x.maxPool(2);
    Tensor loss = y.mul(Tensor.of(y.shape(), 5, 7)).sum();
    assertValues("5 0 0 7 0 0 0 0", loss.gradients(List.of(x)).getFirst());
  }

  @Test
  void slopeOfTheSigmoid() {
    Tensor x = Tensor.of(Shape.of(3), -5, 0, 5);
    float[] slope = device.use(() -> x.sigmoid().sum().gradients(List.of(x)).getFirst().floats());
    assertEquals(0.0066f, slope[0], 5e-5f);
    assertEquals(0.25f, slope[1]);
    assertEquals(0.0066f, slope[2], 5e-5f);
  }

  /** A NOT gate of one unit: squared loss hardly learns where cross-entropy does. */
  @Test
  void saturatedUnitLearnsFromCrossEntropyOnly() {
    Tensor x = Tensor.of(Shape.of(1), -1);
    Tensor weight = Tensor.of(Shape.of(1), 5);
    Tensor target = Tensor.of(Shape.of(1), 1);
    Tensor z = x.mul(weight);
    Tensor squared = Losses.meanSquaredError(z.sigmoid(), target);
    Tensor entropy = Losses.binaryCrossEntropyWithLogits(z, target);
    double activation = 1 / (1 + Math.exp(5));
    double ofSquared = 2 * (activation - 1) * activation * (1 - activation);
    assertEquals(
        ofSquared, device.use(() -> squared.gradients(List.of(z)).getFirst().item()), 1e-6);
    assertEquals(
        activation - 1, device.use(() -> entropy.gradients(List.of(z)).getFirst().item()), 1e-6);
    assertEquals(0.9867, device.use(squared::item), 1e-4);
  }

  @Test
  void samePaddingKeepsTheSizeAndStrideDividesIt() {
    Tensor x = Tensor.full(TensorType.f32(1, 1, 5, 7), 1);
    Tensor weight = Tensor.full(TensorType.f32(1, 1, 3, 2), 1);
    assertEquals(Shape.of(1, 1, 5, 7), x.conv2d(weight, Window.of(3, 2).same(5, 7), 1).shape());
    Window strided = Window.of(3, 2).stride(2, 3).same(5, 7);
    assertEquals(Shape.of(1, 1, 3, 3), x.conv2d(weight, strided, 1).shape());
  }
}
