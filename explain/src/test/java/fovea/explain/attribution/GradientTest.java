package fovea.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.activation.Relu;
import fovea.nn.activation.Relu6;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradientTest {
  private static final int SCORE = 2;

  private final SmallNet net = SmallNet.on(Device.REFERENCE, DType.F64);
  private final HostBuffer picture = net.pictures(1, 3);

  @Test
  void gradientIsThatOfFiniteDifferences() {
    double[] map = net.map(new Gradient(), picture, SCORE);
    double step = 1e-6;
    for (int i = 0; i < map.length; i++) {
      double value = picture.at(i);
      picture.set(i, value + step);
      double above = net.score(picture, SCORE);
      picture.set(i, value - step);
      double below = net.score(picture, SCORE);
      picture.set(i, value);
      assertEquals((above - below) / (2 * step), map[i], 1e-8, "value " + i);
    }
  }

  @Test
  void gradientTimesInputOfALinearNetIsItsScore() {
    Layer linear = Sequential.of(new Conv2d(3, 2, 3).noBias(), new Flatten(), new Linear(72, 3));
    SmallNet net = SmallNet.of(linear, Device.REFERENCE, DType.F64, Shape.of(1, 3, 8, 8));
    double bias = Parameters.of(linear).get("2.bias").value().at(SCORE);
    double sum = 0;
    for (double value : net.map(new GradientTimesInput(), picture, SCORE)) {
      sum += value;
    }
    assertEquals(net.score(picture, SCORE) - bias, sum, 1e-12);
  }

  /** Two layers over one pixel, with signs that are easy to follow. */
  @ParameterizedTest
  @EnumSource(names = {"CPU", "REFERENCE"})
  void masksOfRelusByHand(Device device) {
    Layer larger = x -> x.maximum(0);
    Layer largerOfConstant = x -> Tensor.of(Shape.of(1), 0f).maximum(x);
    for (Layer relu : List.of(new Relu(), new Relu6(), larger, largerOfConstant)) {
      masksByHand(device, relu);
    }
  }

  private static void masksByHand(Device device, Layer relu) {
    Conv2d first = new Conv2d(2, 4, 1).noBias();
    Linear second = new Linear(4, 1);
    Layer layers = Sequential.of(first, relu, new Flatten(), second);
    SmallNet net = SmallNet.of(layers, device, DType.F32, Shape.of(1, 2, 1, 1));
    // Sums of the pixel 1, 2: 3, -1, 2, -2.
    first.weight().variable().assign(of(first.weight().value(), 1, 1, 1, -1, 0, 1, 0, -1));
    second.weight().variable().assign(of(second.weight().value(), 1, 2, -3, -4));
    HostBuffer pixel = HostBuffer.of(net.subject().input(1), 1, 2);
    assertArrayEquals(new double[] {1, -2}, net.map(new Gradient(), pixel, 0), 1e-6);
    assertArrayEquals(new double[] {1, 1}, net.map(new GuidedBackprop(), pixel, 0), 1e-6);
    assertArrayEquals(new double[] {3, -1}, net.map(new Deconvnet(), pixel, 0), 1e-6);
  }

  private static HostBuffer of(HostBuffer like, double... values) {
    return HostBuffer.of(like.type(), values);
  }

  /** Without a ReLU, what is led back is the transpose of the net. */
  @Test
  void deconvnetOfALinearNetIsItsTranspose() {
    Layer linear = Sequential.of(new Conv2d(3, 2, 3), new Flatten(), new Linear(72, 3));
    SmallNet net = SmallNet.of(linear, Device.REFERENCE, DType.F64, Shape.of(1, 3, 8, 8));
    double[] map = net.map(new Deconvnet(), picture, SCORE);
    HostBuffer zeros = HostBuffer.allocate(net.subject().input(1));
    double constant = net.score(zeros, SCORE);
    for (int i = 0; i < map.length; i += 7) {
      zeros.set(i, 1);
      assertEquals(net.score(zeros, SCORE) - constant, map[i], 1e-12, "column " + i);
      zeros.set(i, 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CPU", "REFERENCE"})
  void picturesOfABatchHaveTheirOwnMaps(Device device) {
    SmallNet net = SmallNet.on(device, DType.F32);
    HostBuffer pictures = net.pictures(3, 4);
    int[] scores = {1, 0, 3};
    Attributor gradient = new Gradient().on(net.subject());
    double[] together = gradient.of(pictures, net.targets(scores)).values().doubles();
    for (int i = 0; i < scores.length; i++) {
      double[] alone = net.map(new Gradient(), pictures.rows(i, i + 1), scores[i]);
      for (int j = 0; j < alone.length; j++) {
        assertEquals(alone[j], together[i * alone.length + j], 1e-6);
      }
    }
  }

  /** More pictures than are computed at a time, in parts of two sizes. */
  @Test
  void manyPicturesAreDoneInParts() {
    SmallNet net = SmallNet.on(Device.REFERENCE, DType.F32);
    int count = 131;
    HostBuffer pictures = net.pictures(count, 4);
    Attributions maps = new Gradient().on(net.subject()).of(pictures, net.targets(new int[count]));
    assertEquals(count, maps.count());
    double[] last = net.map(new Gradient(), pictures.rows(count - 1, count), 0);
    assertArrayEquals(last, maps.values().rows(count - 1, count).doubles(), 1e-6);
  }

  @Test
  void backendsAgree() {
    SmallNet fast = SmallNet.on(Device.CPU, DType.F32);
    SmallNet plain = SmallNet.on(Device.REFERENCE, DType.F32);
    HostBuffer picture = fast.pictures(1, 9);
    for (Attribution method :
        new Attribution[] {
          new Gradient(), new GradientTimesInput(), new GuidedBackprop(), new Deconvnet()
        }) {
      assertArrayEquals(plain.map(method, picture, SCORE), fast.map(method, picture, SCORE), 1e-6);
    }
  }

  @Test
  void picturesAndTargetsMustFit() {
    Attributor gradient = new Gradient().on(net.subject());
    HostBuffer two = net.pictures(2, 1);
    String targets =
        assertThrows(FoveaException.class, () -> gradient.of(two, net.targets(1))).getMessage();
    assertTrue(targets.contains("targets"), targets);
    HostBuffer flat = two.reshape(2, -1);
    assertThrows(FoveaException.class, () -> gradient.of(flat, net.targets(1, 1)));
  }
}
