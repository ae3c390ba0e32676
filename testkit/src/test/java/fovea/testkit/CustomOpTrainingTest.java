package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.batch.Batch;
import fovea.graph.PlannedKernel;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.nn.loss.Losses;
import fovea.train.TrainStep;
import fovea.train.optim.Sgd;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user's op in the middle of a network that learns with a loss with options. */
class CustomOpTrainingTest {
  private static final TensorType IMAGES = TensorType.f32(30, 4);

  @ParameterizedTest
  @EnumSource(names = {"CPU", "REFERENCE"})
  void learnsThroughRounding(Device device) {
    Devices.assume(device);
    Layer rounding = x -> new CustomOpTest.Rounding().apply(x.mul(4)).mul(0.25);
    Layer turned = x -> new CustomOpTest.Reversal(-1).apply(x);
    Sequential model = Sequential.of(new Linear(4, 16), rounding, turned, new Linear(16, 3));
    Parameters.initialize(model, 3);
    TrainStep step =
        device.use(
            () ->
                TrainStep.of(
                    model, new Sgd(0.5), (output, labels) -> Losses.focal(output, labels, 2)));
    Batch examples = examples();
    double first = step.run(examples, 0.5);
    double last = first;
    for (int i = 0; i < 60; i++) {
      last = step.run(examples, 0.5);
    }
    assertTrue(last < 0.5 * first, first + " → " + last);
    List<PlannedKernel> own =
        step.plan(IMAGES).kernels().stream().filter(k -> k.name().equals("rounding")).toList();
    assertEquals(1, own.size());
    assertEquals("1", own.getFirst().layer());
    assertEquals(PlannedKernel.Part.FORWARD, own.getFirst().part());
  }

  /** Points around three corners. */
  private static Batch examples() {
    Random random = new Random(1);
    int n = IMAGES.shape().dim(0);
    HostBuffer images = HostBuffer.allocate(IMAGES);
    HostBuffer labels = HostBuffer.allocate(new TensorType(Shape.of(n), DType.I32));
    for (int i = 0; i < n; i++) {
      labels.set(i, i % 3);
      for (int j = 0; j < 4; j++) {
        images.set(4L * i + j, (j == i % 3 ? 1 : 0) + 0.2 * random.nextGaussian());
      }
    }
    return Batch.of(images, labels);
  }
}
