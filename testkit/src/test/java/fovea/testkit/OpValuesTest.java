package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.graph.op.Move;
import fovea.graph.op.Noise;
import fovea.graph.op.Norm;
import fovea.graph.op.Pool;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.nn.loss.Losses;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What ops mean, in small numbers: that all backends agree says nothing about their being right.
 */
@ParameterizedClass
@EnumSource(names = {"CPU", "REFERENCE"})
class OpValuesTest {
  private static final Tensor GRID = Numbers.tensor(Shape.of(2, 3), "1 2 3 4 5 6");

  @Parameter private Device device = Device.AUTO;

  @BeforeEach
  void findDevice() {
    Devices.assume(device);
  }

  private void assertValues(String expected, Tensor tensor) {
    assertArrayEquals(Numbers.floats(expected), device.use(tensor::floats), 5e-6f);
  }

  private static Tensor vector(String text) {
    return Numbers.tensor(Shape.of(Numbers.floats(text).length), text);
  }

  @Test
  void activations() {
    Tensor x = vector("-4 -1 0 0.5 7");
    assertValues("0 0 0 0.5 7", x.relu());
    assertValues("0 0 0 0.5 6", x.relu6());
    assertValues("-0.4 -0.1 0 0.5 7", x.leakyRelu(0.1));
    assertValues("-1.9633687 -1.2642411 0 0.5 7", x.elu(2));
    assertValues("-0.0001266849 -0.15865525 0 0.34573123 7", x.gelu());
    assertValues("-0.07194484 -0.26894142 0 0.31122967 6.993624", x.silu());
    assertValues("0 -0.33333334 0 0.29166666 7", x.hardswish());
    assertValues("0.01814993 0.31326169 0.6931472 0.974077 7.0009117", x.softplus());
    assertValues("0.01798621 0.26894143 0.5 0.62245935 0.9990889", x.sigmoid());
    assertValues("-0.9993293 -0.7615942 0 0.46211717 0.99999834", x.tanh());
    assertValues("4 1 0 0.5 7", x.abs());
    assertValues("-1 -0.8427008 0 0.5204999 1", x.erf());
    assertValues("-2 -1 0 0.5 2", x.clamp(-2, 2));
    assertValues("-8 -2 0 0.5 7", x.reshape(1, 5).prelu(vector("2 2 9 9 9")));
  }

  @Test
  void arithmeticBroadcastsAxesOfOne() {
    Tensor row = vector("10 20 30");
    Tensor column = Numbers.tensor(Shape.of(2, 1), "2 4");
    assertValues("11 22 33 14 25 36", GRID.add(row));
    assertValues("-1 0 1 0 1 2", GRID.sub(column));
    assertValues("2 4 6 16 20 24", column.mul(GRID));
    assertValues("0.5 1 1.5 1 1.25 1.5", GRID.div(column));
    assertValues("2 2 3 4 5 6", GRID.maximum(column));
    assertValues("1 2 2 4 4 4", GRID.minimum(column));
    assertValues("0 0 1 0 1 1", GRID.greater(column));
    assertValues("0 1 0 1 0 0", GRID.equal(column));
  }

  @Test
  void movingElements() {
    assertValues("1 4 2 5 3 6", GRID.transpose(1, 0));
    assertValues("2 3 5 6", GRID.slice(1, 1, 3));
    assertValues("1 3 4 6", GRID.slice(1, 0, 3, 2));
    assertValues("1 2 3 4 5 6 4 5 6", Tensor.concat(0, List.of(GRID, GRID.slice(0, 1, 2))));
    assertValues("0 1 2 3 0 0 0 4 5 6 0 0", GRID.pad(1, 1, 2));
    assertValues("7 1 2 3 7 4 5 6", Tensor.of(new Move.Pad(1, 1, 0, 7), GRID));
    assertValues("1 2 3 1 2 3", vector("1 2 3").broadcastTo(Shape.of(2, 3)));
    assertValues("3 1 3 6 4 6", GRID.gather(1, indices(2, 0, 2)));
    Tensor twice = GRID.gather(1, indices(2, 0, 2)).sum().gradients(List.of(GRID)).getFirst();
    assertValues("1 0 2 1 0 2", twice);
    assertValues("1 2 3", vector("1.9 2.2 3.5").cast(DType.I32));
  }

  private static Tensor indices(double... values) {
    return Tensor.of(HostBuffer.of(new TensorType(Shape.of(values.length), DType.I32), values));
  }

  @Test
  void reductions() {
    assertValues("21", GRID.sum());
    assertValues("5 7 9", GRID.sum(0));
    assertValues("2 5", GRID.mean(Axes.of(1).keep()));
    assertValues("3 6", GRID.max(-1));
    assertValues("1 0 2", Numbers.tensor(Shape.of(3, 3), "0 5 5 2 1 0 -3 -2 -1").argmax(1));
    // The gradient of a largest element is shared by equals.
    Tensor x = vector("2 1 2");
    assertValues("0.5 0 0.5", x.max(0).gradients(List.of(x)).getFirst());
  }

  @Test
  void productsOfMatrices() {
    Tensor weight = Numbers.tensor(Shape.of(2, 3), "1 0 -1 2 1 0");
    assertValues("-2 4 -2 13", GRID.linear(weight));
    assertValues("-1 6 -1 15", GRID.linear(weight, vector("1 2")));
    assertValues("-2 4 -2 13", GRID.matmul(weight.transpose(1, 0)));
  }

  @Test
  void linearLayersKeepTheAxesBeforeTheLast() {
    Tensor weight = Numbers.tensor(Shape.of(2, 3), "1 0 -1 2 1 0");
    Tensor bias = vector("1 2");
    Tensor x = GRID.reshape(1, 2, 1, 3);
    assertEquals(Shape.of(1, 2, 1, 2), x.linear(weight).shape());
    assertValues("-2 4 -2 13", x.linear(weight));
    assertValues("-1 6 -1 15", x.linear(weight, bias));
    assertEquals(Shape.of(2), vector("1 2 3").linear(weight).shape());
    assertValues("-1 6", vector("1 2 3").linear(weight, bias));
    assertEquals(Shape.of(2, 0, 2), Tensor.full(TensorType.f32(2, 0, 3), 0).linear(weight).shape());
    Tensor upstream = Numbers.tensor(Shape.of(1, 2, 1, 2), "1 2 3 4");
    List<Tensor> gradients =
        x.linear(weight, bias).mul(upstream).sum().gradients(List.of(x, weight, bias));
    assertEquals(x.shape(), gradients.getFirst().shape());
    assertValues("5 2 -1 11 4 -3", gradients.get(0));
    assertValues("13 17 21 18 24 30", gradients.get(1));
    assertValues("4 6", gradients.get(2));
  }

  @Test
  void probabilities() {
    Tensor logits = vector("1 2 3");
    assertValues("0.09003057 0.24472848 0.66524094", logits.softmax(0));
    assertValues("-2.407606 -1.4076059 -0.4076059", logits.logSoftmax(-1));
    Tensor row = logits.reshape(1, 3);
    assertEquals(0.4076059f, device.use(() -> Losses.crossEntropy(row, indices(2)).item()), 1e-6);
    double smoothed = 0.9 * 0.4076059 + 0.1 * (2.407606 + 1.4076059 + 0.4076059) / 3;
    assertEquals(
        smoothed, device.use(() -> Losses.crossEntropy(row, indices(2), 0.1).item()), 1e-6);
  }

  @Test
  void partialWindows() {
    Tensor x = Numbers.tensor(Shape.of(1, 1, 1, 5), "1 2 3 4 5");
    Pool.Pooling ceil = new Pool.Pooling(Window.of(1, 2).stride(1, 2), true);
    assertValues("2 4 5", x.maxPool(ceil));
    assertValues("1.5 3.5 5", x.averagePool(ceil, true));
    Pool.Pooling padded = new Pool.Pooling(Window.of(1, 3).stride(1, 3).padding(0, 1), true);
    assertValues("2 5", x.maxPool(padded));
    // The first window holds one column of padding, the last one lies within the padded input.
    assertValues("1 4", x.averagePool(padded, true));
    assertValues("1.5 4", x.averagePool(padded, false));
    assertValues("1.5 3 4.5", x.adaptiveAveragePool(1, 3));
  }

  @Test
  void localResponseOfThreeChannels() {
    Tensor x = Numbers.tensor(Shape.of(1, 3, 1, 1), "1 2 3");
    // Sums of squares over neighbors: 5, 14, 13; divided by 1 + 3 / 3 * sum.
    assertValues(
        "0.16666667 0.13333334 0.21428572",
        x.localResponseNorm(new Norm.LocalResponse(3, 3, 1, 1)));
    // An even size reaches one channel further back: 1, 5, 13.
    assertValues(
        "0.5 0.33333334 0.21428572", x.localResponseNorm(new Norm.LocalResponse(2, 2, 1, 1)));
  }

  @Test
  void resampling() {
    Tensor x = Numbers.tensor(Shape.of(1, 1, 1, 2), "0 4");
    assertValues("0 1 3 4", x.upsampleBilinear(1, 4, false));
    assertValues("0 2 4", x.upsampleBilinear(1, 3, true));
  }

  @Test
  void dropoutKeepsTheExpectationAndRepeats() {
    Tensor ones = Tensor.full(TensorType.f32(100, 1000), 1);
    float[] dropped = dropped(ones, 7, 1);
    float[] again = dropped(ones, 7, 1);
    assertArrayEquals(again, dropped);
    assertNotEquals(Arrays.hashCode(again), Arrays.hashCode(dropped(ones, 8, 1)));
    assertNotEquals(Arrays.hashCode(again), Arrays.hashCode(dropped(ones, 7, 2)));
    double sum = 0;
    for (float value : dropped) {
      assertEquals(value == 0 ? 0 : 1 / 0.7f, value, 1e-6f);
      sum += value;
    }
    // Six standard deviations of the mean of 100,000.
    assertEquals(1, sum / dropped.length, 6 * Math.sqrt(0.3 / 0.7 / dropped.length));
  }

  private float[] dropped(Tensor x, long key, long random) {
    Tensor number = Tensor.of(HostBuffer.of(new TensorType(Shape.scalar(), DType.I64), random));
    return device.use(Tensor.of(new Noise.Dropout(0.3, key), x, number)::floats);
  }
}
