package fovea.train.adversarial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.data.batch.Batch;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.format.FormatException;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.Tensors;
import fovea.nn.activation.Tanh;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.metric.Pass;
import fovea.train.task.Task;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AttackTest {
  private static final int SIDE = 4;
  private static final int CHANNELS = 2;
  private static final int CLASSES = 3;
  private static final int VALUES = CHANNELS * SIDE * SIDE;
  private static final PixelBounds UNIT = PixelBounds.unit(CHANNELS, SIDE, SIDE);

  private static Layer drawn(Layer net) {
    Parameters.initialize(net, 4);
    return net;
  }

  /** A net that takes f64, whose gradient is not the same everywhere. */
  private static Layer curved() {
    return exact(
        Sequential.of(new Conv2d(2, 5, 3), new Tanh(), new Flatten(), new Linear(20, CLASSES)));
  }

  private static Layer exact(Layer net) {
    Parameters.cast(drawn(net), DType.F64);
    return net;
  }

  private static HostBuffer pictures(int count, DType dtype, double low, double high) {
    var random = new SplittableRandom(8);
    double[] values = random.doubles((long) count * VALUES, low, high).toArray();
    return HostBuffer.of(new TensorType(Shape.of(count, CHANNELS, SIDE, SIDE), dtype), values);
  }

  private static Batch batch(HostBuffer pictures, int... labels) {
    double[] values = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[i] = labels[i];
    }
    var type = new TensorType(Shape.of(labels.length), DType.I32);
    return Batch.of(pictures, HostBuffer.of(type, values));
  }

  private static <T> T onReference(Supplier<T> body) {
    return Device.REFERENCE.use(body);
  }

  private static HostBuffer attack(Layer net, PixelBounds bounds, Attack attack, Batch batch) {
    return onReference(
        () -> Adversary.of(net, Task.classification(), bounds).attack(attack, batch, 11));
  }

  private static double loss(Layer net, Batch batch) {
    return onReference(
        () ->
            Task.classification()
                .loss(
                    new Pass(
                        Tensors.of("input", Tensor.of(batch.input())),
                        Tensors.of("output", Tensor.of(batch.input()).apply(net)),
                        Tensors.of("target", Tensor.of(batch.target()))))
                .item());
  }

  @Test
  void fgsmGoesByTheSignOfFiniteDifferences() {
    Layer net = curved();
    HostBuffer pictures = pictures(2, DType.F64, 0.2, 0.8);
    Batch batch = batch(pictures, 2, 0);
    HostBuffer changed = attack(net, UNIT, new Fgsm(0.1), batch);
    double step = 1e-4;
    for (int i = 0; i < 2 * VALUES; i++) {
      double value = pictures.at(i);
      pictures.set(i, value + step);
      double above = loss(net, batch);
      pictures.set(i, value - step);
      double below = loss(net, batch);
      pictures.set(i, value);
      double slope = (above - below) / (2 * step);
      if (Math.abs(slope) > 1e-5) {
        assertEquals(0.1 * Math.signum(slope), changed.at(i) - value, 1e-9, "value " + i);
      }
    }
  }

  @Test
  void fgsmOfALinearNetIsTheSignOfTheDifferenceOfItsWeights() {
    Linear linear = new Linear(VALUES, 2);
    Layer net = drawn(Sequential.of(new Flatten(), linear));
    double[] weights = linear.weight().value().doubles();
    HostBuffer pictures = pictures(1, DType.F32, 0.3, 0.7);
    HostBuffer away = attack(net, UNIT, new Fgsm(0.05), batch(pictures, 1));
    HostBuffer towards =
        onReference(
            () ->
                Adversary.of(net, Task.classification(), UNIT)
                    .targeted()
                    .attack(new Fgsm(0.05), batch(pictures, 1), 0));
    for (int i = 0; i < VALUES; i++) {
      double sign = Math.signum(weights[i] - weights[VALUES + i]);
      assertEquals(pictures.at(i) + 0.05 * sign, away.at(i), 1e-6);
      assertEquals(pictures.at(i) - 0.05 * sign, towards.at(i), 1e-6);
    }
  }

  @Test
  void pgdOfALinearNetEndsInTheSameCorner() {
    Layer net = exact(Sequential.of(new Flatten(), new Linear(VALUES, 2)));
    Batch batch = batch(pictures(3, DType.F64, 0, 1), 1, 0, 1);
    HostBuffer once = attack(net, UNIT, new Fgsm(0.05), batch);
    HostBuffer often = attack(net, UNIT, new Pgd(0.05), batch);
    assertArrayEquals(once.doubles(), often.doubles(), 1e-12);
  }

  @Test
  void pixelsStayWithinTheirRange() {
    Layer net = curved();
    Batch batch = batch(pictures(4, DType.F64, 0, 1), 0, 1, 2, 0);
    for (Attack attack : List.of(new Fgsm(0.3), new Pgd(0.3), new Pgd(0.3).stepSize(1))) {
      HostBuffer changed = attack(net, UNIT, attack, batch);
      double most = 0;
      for (int i = 0; i < 4 * VALUES; i++) {
        double change = Math.abs(changed.at(i) - batch.input().at(i));
        assertTrue(changed.at(i) >= 0 && changed.at(i) <= 1, attack + " " + changed.at(i));
        assertTrue(change <= 0.3 + 1e-9, attack + " " + change);
        most = Math.max(most, change);
      }
      assertEquals(0.3, most, 1e-9);
    }
  }

  @Test
  void aNumberOutsideOfTheRangeIsNotPushedFurther() {
    HostBuffer pictures = pictures(1, DType.F64, 1.5, 2);
    HostBuffer changed = attack(curved(), UNIT, new Fgsm(0.1), batch(pictures, 1));
    for (int i = 0; i < VALUES; i++) {
      double change = changed.at(i) - pictures.at(i);
      assertTrue(change == 0 || Math.abs(change + 0.1) < 1e-9, "changed by " + change);
    }
  }

  /** Two means and deviations, and a black border that is no part of the picture. */
  @Test
  void preprocessingDecidesHowLargeAStepIs() {
    var info =
        new DataInfo(
            "colors", "colors", new PictureShape(3, 4, 4), List.of("a", "b", "c"), Framing.OBJECT);
    Normalization values =
        Normalization.unit(3).mean(List.of(0.1, 0.2, 0.3)).deviation(List.of(0.5, 0.25, 2.0));
    Preprocessing preprocessing = Preprocessing.plain(info).values(values).padding(1);
    PixelBounds bounds = PixelBounds.of(preprocessing);
    assertEquals((0 - 0.2) / 0.25, bounds.black().at(36 + 7), 1e-6);
    assertEquals((1 - 0.2) / 0.25, bounds.white().at(36 + 7), 1e-6);
    Layer net = drawn(Sequential.of(new Flatten(), new Linear(108, CLASSES)));
    HostBuffer input = HostBuffer.allocate(preprocessing.input().batch(1));
    byte[] gray = new byte[48];
    Arrays.fill(gray, (byte) 128);
    preprocessing.normalizer().apply(gray, input.data(), 0);
    HostBuffer changed = attack(net, bounds, new Fgsm(0.02), batch(input, 1));
    for (int i = 0; i < 108; i++) {
      int row = i % 36 / 6;
      int column = i % 6;
      boolean border = row == 0 || row == 5 || column == 0 || column == 5;
      double step = 0.02 / values.deviation().get(i / 36);
      double change = Math.abs(changed.at(i) - input.at(i));
      assertEquals(border ? 0 : step, change, 1e-6, "row " + row + ", column " + column);
    }
    // 0.02 is 5.1 of 255.
    HostBuffer bytes = bounds.rounded(changed);
    assertEquals(5 / 255.0 / 0.5, Math.abs(bytes.at(7) - input.at(7)), 1e-6);
  }

  @Test
  void aRandomStartFollowsFromItsNumberAndIsEven() {
    HostBuffer pictures = pictures(100, DType.F64, 0.4, 0.6);
    double[] first = starts(pictures, 1);
    assertArrayEquals(first, starts(pictures, 1));
    assertNotEquals(first[0], starts(pictures, 2)[0]);
    int[] counts = new int[10];
    double sum = 0;
    for (double change : first) {
      assertTrue(Math.abs(change) <= 0.1 + 1e-8, "changed by " + change);
      counts[(int) Math.clamp((change + 0.1) / 0.02, 0, 9)]++;
      sum += change;
    }
    assertEquals(0, sum / first.length, 0.005);
    for (int count : counts) {
      assertEquals(first.length / 10.0, count, first.length / 40.0);
    }
  }

  private static double[] starts(HostBuffer pictures, long random) {
    double[] places =
        onReference(
            () ->
                PixelBall.of(Tensor.of(pictures), UNIT, Tensor.scalar(0.1))
                    .randomPlace(
                        Tensor.of(HostBuffer.of(new TensorType(Shape.scalar(), DType.I64), random)))
                    .value()
                    .doubles());
    for (int i = 0; i < places.length; i++) {
      places[i] -= pictures.at(i);
    }
    return places;
  }

  @Test
  void attacksAreReadBackByValue() {
    for (Attack attack :
        List.of(new Fgsm(0.1), new Pgd(0.2).steps(7), new Pgd(0.2).randomStart(false))) {
      assertEquals(attack, Attack.codecs().read(Attack.codecs().write(attack)));
      var training = new AdversarialTraining(attack).clean(0.25);
      assertEquals(training, AdversarialTraining.fromJson(training.toJson()));
    }
    assertEquals(new Fgsm(0.03), Attack.codecs().parse("fgsm:epsilon=0.03"));
    assertEquals(new Pgd(0.03).steps(5), Attack.codecs().parse("pgd:steps=5,epsilon=0.03"));
    assertEquals(0.25 * 0.03, new Pgd(0.03).stepSize(), 1e-12);
    assertEquals(0.01, new Pgd(0.03).stepSize(0.01).stepSize(), 1e-12);
    assertThrows(FormatException.class, () -> Attack.codecs().parse("cw"));
  }

  @Test
  void numbersOutOfRangeAreErrors() {
    for (double epsilon : new double[] {0, -0.1, 1.1, Double.NaN}) {
      assertThrows(FoveaException.class, () -> new Fgsm(epsilon));
      assertThrows(FoveaException.class, () -> new Pgd(epsilon));
    }
    assertThrows(FoveaException.class, () -> new Pgd(0.1).steps(0));
    assertThrows(FoveaException.class, () -> new Pgd(0.1).stepSize(0));
    assertThrows(FoveaException.class, () -> new AdversarialTraining(new Fgsm(), 1));
    Batch batch = batch(pictures(1, DType.F64, 0, 1), 0);
    var e =
        assertThrows(
            FoveaException.class,
            () -> attack(curved(), PixelBounds.unit(3, 5, 5), new Fgsm(0.1), batch));
    assertTrue(e.getMessage().contains("expected pictures [1, 3, 5, 5]"), e.getMessage());
  }
}
