package fovea.testkit.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.batch.Batch;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Parameters;
import fovea.testkit.Devices;
import fovea.train.TrainStep;
import fovea.train.optim.Sgd;
import fovea.train.task.Task;
import fovea.zoo.Zoo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole networks in bf16: on the CPU, on the reference, which rounds wherever it may, and in f32.
 */
class MixedPrecisionTest {
  private static final Seeds.Budget BUDGET = new Seeds.Budget(20, 3000);

  // bf16 has 8 bits: each rounding is wrong by up to 0.4 %, and a network has some ten in a row.
  private static final double TYPICAL = 0.02;

  // Where a rounding turns a ReLU or another maximum is picked, small networks go another way.
  private static final double WORST = 0.2;

  private static RandomNetwork network(long seed, Device device, Precision precision) {
    return precision.use(() -> new RandomNetwork(seed, device, DType.F32));
  }

  @Test
  void bf16IsNearF32OnTheCpu() {
    Devices.assume(Device.CPU);
    compare(Device.CPU, Device.CPU, Precision.F32);
  }

  @Test
  void bf16OnTheCpuIsNearTheReference() {
    Devices.assume(Device.CPU);
    compare(Device.CPU, Device.REFERENCE, Precision.BF16);
  }

  @Test
  void bf16IsNearF32OnTheReference() {
    compare(Device.REFERENCE, Device.REFERENCE, Precision.F32);
  }

  /** One step: after several, paths part at kinks, as they do for any two roundings. */
  private static void compare(Device device, Device other, Precision precision) {
    List<Double> logits = new ArrayList<>();
    List<Double> gradients = new ArrayList<>();
    Seeds.repeat(
        BUDGET,
        seed -> {
          RandomNetwork expected = network(seed, other, precision);
          RandomNetwork found = network(seed, device, Precision.BF16);
          logits.add(distance(expected.infer(), found.infer()));
          gradients.add(distance(change(expected), change(found)));
          assertEquals(0, logits.getLast(), WORST, () -> "logits of " + expected);
          assertEquals(0, gradients.getLast(), WORST, () -> "gradients of " + expected);
        });
    assertEquals(0, median(logits), TYPICAL, "logits, the median of the networks");
    assertEquals(0, median(gradients), TYPICAL, "gradients, the median of the networks");
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** What a step changes in all weights: their gradient, times the rate. */
  private static double[] change(RandomNetwork network) {
    Map<String, double[]> before = new LinkedHashMap<>();
    network.variables().forEach((name, v) -> before.put(name, v.value().doubles()));
    network.train(1);
    List<Double> changes = new ArrayList<>();
    network
        .variables()
        .forEach(
            (name, variable) -> {
              if (variable.trainable()) {
                double[] old = before.get(name);
                double[] now = variable.value().doubles();
                for (int i = 0; i < now.length; i++) {
                  changes.add(now[i] - old[i]);
                }
              }
            });
    return changes.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** How far two vectors are apart, as a share of the length of the first. */
  private static double distance(double[] expected, double[] found) {
    assertEquals(expected.length, found.length);
    double apart = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      apart += (expected[i] - found[i]) * (expected[i] - found[i]);
      length += expected[i] * expected[i];
    }
    return Math.sqrt(apart / length);
  }

  @Test
  void twoRunsGiveTheSameBits() {
    for (Device device : new Device[] {Device.REFERENCE, Device.AUTO}) {
      Seeds.repeat(
          new Seeds.Budget(5, 1000),
          seed -> {
            RandomNetwork first = network(seed, device, Precision.BF16);
            RandomNetwork second = network(seed, device, Precision.BF16);
            for (int step = 1; step <= 3; step++) {
              assertEquals(first.train(step), second.train(step), "loss of step " + step);
            }
            assertArrayEquals(first.infer(), second.infer());
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "cifar_resnet20"})
  void trainsAsWellAsF32(String name) {
    Devices.assume(Device.CPU);
    double[] f32 = losses(name, Precision.F32);
    double[] bf16 = losses(name, Precision.BF16);
    assertEquals(f32[0], bf16[0], 0.02 * f32[0], "loss of the first step");
    int last = f32.length - 1;
    assertTrue(f32[last] < 0.5 * f32[0], "f32 learns: " + f32[last]);
    assertEquals(f32[last], bf16[last], 0.1 * f32[0], "loss of the last step");
  }

  /** Losses of steps on one batch of noise, which is learned by heart. */
  private static double[] losses(String name, Precision precision) {
    int batch = 16;
    var network = Zoo.architecture(name);
    var defaults = network.defaults();
    var model = network.create(defaults);
    Parameters.initialize(model, 1);
    Draw draw = new Draw(1, false);
    Shape pictures = Shape.of(batch, defaults.channels(), defaults.height(), defaults.width());
    HostBuffer images = draw.reals(pictures).buffer(DType.F32);
    HostBuffer labels = HostBuffer.allocate(new TensorType(Shape.of(batch), DType.I32));
    for (int i = 0; i < batch; i++) {
      labels.set(i, draw.in(0, defaults.classes() - 1));
    }
    var examples = Batch.of(images, labels);
    var sgd = new Sgd(0.02).momentum(0.9);
    var step =
        Device.CPU.use(() -> TrainStep.of(model, sgd, Task.classification()).precision(precision));
    double[] losses = new double[30];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = step.run(examples, 0.02);
    }
    return losses;
  }
}
