package fovea.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.nn.activation.Elu;
import fovea.nn.activation.Gelu;
import fovea.nn.activation.Hardswish;
import fovea.nn.activation.LeakyRelu;
import fovea.nn.activation.Maxout;
import fovea.nn.activation.PRelu;
import fovea.nn.activation.Relu;
import fovea.nn.activation.Relu6;
import fovea.nn.activation.Sigmoid;
import fovea.nn.activation.Silu;
import fovea.nn.activation.Softmax;
import fovea.nn.activation.Softplus;
import fovea.nn.activation.Tanh;
import fovea.nn.layer.AdaptiveAvgPool2d;
import fovea.nn.layer.AvgPool2d;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.ConvTranspose2d;
import fovea.nn.layer.Dropout;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.GlobalAvgPool;
import fovea.nn.layer.IdentityLayer;
import fovea.nn.layer.Linear;
import fovea.nn.layer.LocalResponseNorm;
import fovea.nn.layer.MaxPool2d;
import fovea.nn.layer.Sequential;
import fovea.nn.layer.UpsampleBilinear;
import fovea.nn.loss.Losses;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Shapes of all layers, and worked examples. */
class LayersTest {
  private static final Tensor PICTURE = Tensor.full(TensorType.f32(2, 4, 8, 6), 1);

  private static void assertShape(Layer layer, int... expected) {
    assertEquals(Shape.of(expected), PICTURE.apply(layer).shape(), layer.toString());
  }

  @Test
  void convolutionsHaveTheExpectedShapes() {
    assertShape(new Conv2d(4, 5, 3), 2, 5, 6, 4);
    assertShape(new Conv2d(4, 5, 3).stride(2).padding(1), 2, 5, 4, 3);
    assertShape(new Conv2d(4, 5, 3).dilation(2), 2, 5, 4, 2);
    assertShape(new Conv2d(4, 5, 3).stride(2).samePadding(), 2, 5, 4, 3);
    assertShape(new Conv2d(4, 8, 3).groups(2).noBias(), 2, 8, 6, 4);
    assertShape(new Conv2d(4, 5, Window.of(1, 3).stride(2, 1).padding(0, 1)), 2, 5, 4, 6);
    assertShape(new ConvTranspose2d(4, 5, 3), 2, 5, 10, 8);
    assertShape(new ConvTranspose2d(4, 5, 3).stride(2).padding(1), 2, 5, 15, 11);
    assertShape(new ConvTranspose2d(4, 5, 3).stride(2).padding(1).outputPadding(1), 2, 5, 16, 12);
    assertShape(new ConvTranspose2d(4, 6, 3).groups(2).dilation(2).noBias(), 2, 6, 12, 10);
  }

  @Test
  void poolsAndMovesHaveTheExpectedShapes() {
    assertShape(new MaxPool2d(2), 2, 4, 4, 3);
    assertShape(new MaxPool2d(3).stride(2).padding(1), 2, 4, 4, 3);
    assertShape(new MaxPool2d(3).stride(2).ceilMode(), 2, 4, 4, 3);
    assertShape(new AvgPool2d(3).stride(2).padding(1).ignorePadding(), 2, 4, 4, 3);
    assertShape(new AvgPool2d(3).ceilMode(), 2, 4, 3, 2);
    assertShape(new AdaptiveAvgPool2d(3), 2, 4, 3, 3);
    assertShape(new GlobalAvgPool(), 2, 4);
    assertShape(new Flatten(), 2, 192);
    assertShape(new UpsampleBilinear(2), 2, 4, 16, 12);
    assertShape(new LocalResponseNorm(5).alpha(1).beta(0.5).k(2), 2, 4, 8, 6);
    assertShape(new Maxout(2), 2, 2, 8, 6);
    assertShape(Sequential.of(), 2, 4, 8, 6);
  }

  @Test
  void linearLayersKeepTheAxesBeforeTheLast() {
    assertShape(new Linear(6, 5), 2, 4, 8, 5);
    assertEquals(Shape.of(5), PICTURE.slice(0, 0, 1).mean(0, 1, 2).apply(new Linear(6, 5)).shape());
  }

  @Test
  void aPictureWithoutItsBatchAxisIsExplained() {
    Tensor picture = Tensor.full(TensorType.f32(4, 8, 6), 1);
    Layer[] all = {
      new Conv2d(4, 5, 3),
      new Conv2d(4, 5, 3).samePadding(),
      new ConvTranspose2d(4, 5, 3),
      new MaxPool2d(2),
      new AvgPool2d(2),
      new AdaptiveAvgPool2d(3),
      new GlobalAvgPool(),
      new UpsampleBilinear(2),
      new LocalResponseNorm(5),
      new BatchNorm2d(4)
    };
    for (Layer layer : all) {
      String message = assertThrows(FoveaException.class, () -> picture.apply(layer)).getMessage();
      assertTrue(
          message.endsWith("found [4, 8, 6]; add the batch axis: reshape(1, 4, 8, 6)"),
          layer + ": " + message);
    }
  }

  @Test
  void activationsKeepTheShape() {
    Layer[] all = {
      new Relu(),
      new Relu6(),
      new LeakyRelu(),
      new PRelu(4),
      new PRelu(1),
      new Elu(),
      new Gelu(),
      new Silu(),
      new Hardswish(),
      new Softplus(),
      new Sigmoid(),
      new Tanh(),
      new Softmax(1),
      new Softmax(),
      new IdentityLayer(),
      new Dropout(0.5),
      new BatchNorm2d(4)
    };
    for (Layer layer : all) {
      assertShape(layer, 2, 4, 8, 6);
    }
  }

  @Test
  void activationsOfWorkedValues() {
    Tensor x = Tensor.of(Shape.of(3), -5, 0, 5);
    assertArrayEquals(new float[] {-0.05f, 0, 5}, x.apply(new LeakyRelu()).floats(), 1e-6f);
    assertArrayEquals(new float[] {-1.25f, 0, 5}, x.apply(new PRelu(1)).floats(), 1e-6f);
    assertArrayEquals(new float[] {0.0067f, 0.5f, 0.9933f}, x.apply(new Sigmoid()).floats(), 1e-4f);
    assertArrayEquals(new float[] {0, 0, 6}, x.mul(2).apply(new Relu6()).floats());
    assertEquals(1, x.apply(new Softmax()).sum().item(), 1e-6);
  }

  @Test
  void theDemonstrationVolumeOfTheConvolutionLectures() {
    Conv2d layer = new Conv2d(3, 2, 3).stride(2).padding(1);
    set(
        layer.weight(),
        """
        0 -1 0   1 0 1   0 0 1     1 0 0   0 -1 -1   0 -1 0     1 1 1   0 1 -1   -1 1 0
        0 1 -1  -1 1 1  -1 1 1     1 -1 1  -1 0 -1   1 0 0    -1 -1 1   0 0 1    -1 1 1""");
    set(layer.bias(), "1 0");
    Tensor x =
        tensor(
            Shape.of(1, 3, 5, 5),
            """
            2 1 1 2 1   1 1 0 0 0   1 1 1 0 0   1 2 2 2 2   0 2 1 1 1
            1 0 0 2 2   2 1 1 1 2   2 1 0 1 1   0 0 0 2 2   2 1 0 0 0
            1 1 1 0 2   2 1 0 0 1   1 2 1 1 2   0 0 2 2 1   2 1 2 0 2""");
    assertValues("2 1 2  2 7 1  0 8 7    9 -1 -1  4 5 -2  1 1 -1", x.apply(layer));
  }

  @Test
  void theConvolutionOfTheLectures() {
    Conv2d layer = new Conv2d(1, 1, 3).noBias();
    set(layer.weight(), "1 0 3  2 -1 -1  0 1 -3");
    Tensor x = tensor(Shape.of(1, 1, 4, 4), "1 2 2 -2  1 0 2 4  2 -1 -1 3  0 0 -3 -2");
    assertValues("9 -20  22 11", x.apply(layer));
  }

  @Test
  void edgeFiltersFireOnEdges() {
    Conv2d edge = new Conv2d(1, 1, 2);
    set(edge.weight(), "-1 1  -1 1");
    set(edge.bias(), "-1");
    Tensor vertical = tensor(Shape.of(1, 1, 2, 4), "0 0 1 1  0 0 1 1");
    assertValues("0 1 0", vertical.apply(edge).relu());
    Tensor horizontal = tensor(Shape.of(1, 1, 2, 4), "0 0 0 0  1 1 1 1");
    assertValues("0 0 0", horizontal.apply(edge).relu());
  }

  @Test
  void poolsOfWorkedValues() {
    Tensor x = tensor(Shape.of(1, 1, 4, 4), "5 2 -3 0  2 -1 4 -1  -4 -4 -3 0  3 5 0 -1");
    assertValues("5 4  5 0", x.apply(new MaxPool2d(2)));
    assertValues("2 0  0 -1", x.apply(new AvgPool2d(2)));
  }

  @Test
  void samePaddingPutsTheOddRowAtTheEnd() {
    Conv2d layer = new Conv2d(1, 1, 2).samePadding().noBias();
    set(layer.weight(), "1 1  1 1");
    assertValues("10 6  7 4", tensor(Shape.of(1, 1, 2, 2), "1 2  3 4").apply(layer));
  }

  @Test
  void lossesOfWorkedValues() {
    Tensor logits = Tensor.of(Shape.of(1, 2), 0, 0);
    Tensor label = Tensor.of(HostBuffer.of(new TensorType(Shape.of(1), DType.I32), 1));
    assertEquals(Math.log(2), Losses.crossEntropy(logits, label).item(), 1e-6);
    assertEquals(Math.log(2), Losses.crossEntropy(logits, label, 0.1).item(), 1e-6);
    Tensor half = Tensor.of(Shape.of(1, 2), 0, 1);
    assertEquals(Math.log(2), Losses.binaryCrossEntropyWithLogits(logits, half).item(), 1e-6);
    assertEquals(0.5, Losses.meanSquaredError(logits, half).item(), 1e-6);
  }

  @Test
  void groupsMustDivideTheChannels() {
    assertEquals(Shape.of(6, 1, 3, 3), new Conv2d(3, 6, 3).groups(3).weight().shape());
    assertThrows(FoveaException.class, () -> new Conv2d(4, 6, 3).groups(3));
    assertThrows(FoveaException.class, () -> new Conv2d(4, 6, 3).groups(0));
  }

  private static void set(Param param, String values) {
    param.variable().assign(HostBuffer.of(TensorType.f32(param.shape().dims()), numbers(values)));
  }

  private static Tensor tensor(Shape shape, String values) {
    return Tensor.of(HostBuffer.of(TensorType.f32(shape.dims()), numbers(values)));
  }

  private static void assertValues(String expected, Tensor found) {
    assertArrayEquals(numbers(expected), found.value().doubles());
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
  }
}
