package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.batch.Batch;
import fovea.graph.PlannedKernel;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.NonFinite;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.activation.Relu;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.GlobalAvgPool;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.TrainStep;
import fovea.train.optim.Adam;
import fovea.train.optim.Clip;
import fovea.train.optim.Optimizer;
import fovea.train.optim.Sgd;
import fovea.train.task.Task;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Optimizers and clipping made of tensors, where weights lie as convolutions want them. */
class ComposedOptimizerTest {
  private static final long SEED = 16;
  private static final double RATE = 1e-3;
  private static final Shape IMAGES = Shape.of(8, 3, 16, 16);

  /** Adam without its kernel. */
  private record Composed(double rate) implements Optimizer {
    @Override
    public Tensor update(Trainable p, Step step) {
      Tensor mean = p.slot("mean").mul(0.9).add(p.gradient().mul(1 - 0.9));
      Tensor squares = p.gradient().mul(p.gradient());
      Tensor square = p.slot("square").mul(0.999).add(squares.mul(1 - 0.999));
      p.assign("mean", mean);
      p.assign("square", square);
      Tensor size = square.div(step.biasCorrection(0.999)).sqrt().add(1e-8);
      Tensor direction = mean.div(step.biasCorrection(0.9)).div(size);
      return p.value().sub(direction.mul(step.rate()));
    }
  }

  /** Channels that fill no block, one group for each channel, strides. */
  private static Layer model() {
    Layer model =
        Sequential.of(
            new Conv2d(3, 20, 3).padding(1).noBias(),
            new BatchNorm2d(20),
            new Relu(),
            new Conv2d(20, 20, 3).padding(1).groups(20).noBias(),
            new Conv2d(20, 33, 1),
            new Relu(),
            new Conv2d(33, 64, 3).stride(2).padding(1),
            new Relu(),
            new Conv2d(64, 64, 3).padding(1),
            new GlobalAvgPool(),
            new Linear(64, 10));
    Parameters.initialize(model, SEED);
    return model;
  }

  private static Batch examples() {
    Random random = new Random(SEED);
    TensorType type = new TensorType(IMAGES, DType.F32);
    HostBuffer images =
        HostBuffer.of(
            type, random.doubles(IMAGES.elements()).map(value -> 2 * value - 1).toArray());
    double[] labels = random.ints(IMAGES.dim(0), 0, 10).asDoubleStream().toArray();
    return Batch.of(
        images, HostBuffer.of(new TensorType(Shape.of(IMAGES.dim(0)), DType.I32), labels));
  }

  private static TrainStep step(Layer model, Optimizer optimizer) {
    return Device.CPU.use(() -> TrainStep.of(model, optimizer, Task.classification()));
  }

  /** Channels that fill blocks, as those of most networks. */
  private static Layer even() {
    Layer model =
        Sequential.of(
            new Conv2d(3, 64, 3).padding(1).noBias(),
            new BatchNorm2d(64),
            new Relu(),
            new Conv2d(64, 64, 3).padding(1),
            new Relu(),
            new Conv2d(64, 32, 1),
            new GlobalAvgPool(),
            new Linear(32, 10));
    Parameters.initialize(model, SEED);
    return model;
  }

  @Test
  void agreesWithTheKernelInAllLayouts() {
    Devices.assume(Device.CPU);
    for (Supplier<Layer> network :
        List.<Supplier<Layer>>of(ComposedOptimizerTest::model, ComposedOptimizerTest::even)) {
      Layer fused = network.get();
      Layer composed = network.get();
      TrainStep first = step(fused, new Adam(RATE));
      TrainStep second = step(composed, new Composed(RATE));
      for (int i = 0; i < 5; i++) {
        first.run(examples(), RATE);
        second.run(examples(), RATE);
      }
      // The first steps of Adam are of the size of the rate, whatever the gradient is.
      agree(fused, composed, 1e-5);
      second
          .state()
          .slots()
          .values()
          .forEach(
              slot -> assertEquals(0, NonFinite.count(DType.F32, slot.data()), slot.toString()));
    }
  }

  @Test
  void reordersNoWeightsThatFillTheirBlocks() {
    Devices.assume(Device.CPU);
    TrainStep fused = step(even(), new Adam(RATE));
    TrainStep composed = step(even(), new Composed(RATE));
    fused.run(examples(), RATE);
    composed.run(examples(), RATE);
    assertEquals(reorders(fused), reorders(composed));
    List<String> slow =
        composed.plan(examples().input().type()).kernels().stream()
            .filter(PlannedKernel::slow)
            .filter(kernel -> kernel.bytes() > 16)
            .map(PlannedKernel::toString)
            .toList();
    assertEquals(List.of(), slow);
  }

  private static long reorders(TrainStep step) {
    return step.plan(examples().input().type()).kernels().stream()
        .filter(PlannedKernel::reorder)
        .count();
  }

  private static void agree(Layer expected, Layer found, double tolerance) {
    StateDict.of(expected)
        .forEach(
            (name, values) ->
                assertArrayEquals(
                    values.doubles(),
                    StateDict.of(found).get(name).doubles(),
                    tolerance,
                    "seed " + SEED + ", " + name));
  }

  @Test
  void clippingAgreesWithTheReference() {
    Devices.assume(Device.CPU);
    for (Clip clip : List.of(Clip.norm(0.05), Clip.value(1e-3))) {
      List<Layer> models = List.of(model(), model());
      List<TrainStep> steps =
          Stream.of(Device.CPU, Device.REFERENCE)
              .map(
                  device ->
                      device.use(
                          () ->
                              TrainStep.of(
                                      models.get(device == Device.CPU ? 0 : 1),
                                      new Sgd(0.1).momentum(0.9),
                                      Task.classification())
                                  .clip(clip)))
              .toList();
      for (int i = 0; i < 3; i++) {
        steps.forEach(step -> step.run(examples(), 0.1));
      }
      agree(models.get(1), models.get(0), 1e-5);
      if (clip instanceof Clip.Norm) {
        double norm = steps.get(1).gradientNorm().orElseThrow();
        assertEquals(norm, steps.get(0).gradientNorm().orElseThrow(), 1e-4 * norm);
        assertTrue(norm > 0.05, "norm " + norm);
      }
    }
  }

  @Test
  void clippingAddsNoReorderOfWeights() {
    Devices.assume(Device.CPU);
    TrainStep plain = step(even(), new Adam(RATE));
    TrainStep clipped = step(even(), new Adam(RATE)).clip(Clip.value(1e-3));
    plain.run(examples(), RATE);
    clipped.run(examples(), RATE);
    assertEquals(reorders(plain), reorders(clipped));
  }
}
