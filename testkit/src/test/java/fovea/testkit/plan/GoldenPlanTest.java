package fovea.testkit.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Threads;
import fovea.graph.run.LocalEngine;
import fovea.graph.type.Device;
import fovea.graph.type.Precision;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.activation.Relu;
import fovea.nn.activation.Relu6;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.GlobalAvgPool;
import fovea.nn.layer.Linear;
import fovea.nn.layer.MaxPool2d;
import fovea.nn.layer.Sequential;
import fovea.testkit.Devices;
import fovea.train.TrainStep;
import fovea.train.optim.Sgd;
import fovea.train.task.Task;
import fovea.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plans as they were when somebody last looked at them: kernels in order, shapes, fusions and bytes
 * on the null backend, everywhere; layouts, reorders and implementations on oneDNN, for each
 * instruction set and number of threads that has been recorded. {@code -Dfovea.update=true} records
 * them anew; the difference is then part of the change.
 */
class GoldenPlanTest {
  private static final Path FILES = Path.of("src/test/resources/plans");
  private static final boolean UPDATE = Boolean.getBoolean("fovea.update");

  /** A network for a kind of pictures. */
  private record Subject(
      String name, Supplier<Layer> network, TensorType images, Precision precision) {
    Subject(String name, TensorType images) {
      this(name, () -> Zoo.create(name), images, Precision.F32);
    }

    Engine.Graph training() {
      Layer model = network.get();
      Sgd optimizer = new Sgd(0.05).momentum(0.9);
      return TrainStep.of(model, optimizer, Task.classification()).graph(images);
    }

    Engine.Graph inference() {
      Layer model = network.get();
      return Compiled.of(in -> List.of(in.getFirst().apply(model))).graph(List.of(images));
    }
  }

  private static final List<Subject> SUBJECTS =
      List.of(
          new Subject("lenet5", TensorType.f32(64, 1, 32, 32)),
          new Subject("resnet18", TensorType.f32(16, 3, 224, 224)),
          new Subject(
              "bottleneck",
              GoldenPlanTest::bottleneck,
              TensorType.f32(8, 64, 56, 56),
              Precision.F32),
          new Subject(
              "small-bf16", GoldenPlanTest::small, TensorType.f32(16, 3, 32, 32), Precision.BF16));

  /** What ResNet-50 begins with, on pictures larger than caches. */
  private static Layer bottleneck() {
    return Sequential.of(
        new Conv2d(64, 64, 1).noBias(),
        new BatchNorm2d(64),
        new Relu(),
        new Conv2d(64, 64, 3).padding(1).noBias(),
        new BatchNorm2d(64),
        new Relu(),
        new Conv2d(64, 256, 1).noBias(),
        new BatchNorm2d(256),
        new Relu(),
        new GlobalAvgPool(),
        new Linear(256, 10));
  }

  /** One of each kind of layer that mixed precision treats in its own way. */
  private static Layer small() {
    return Sequential.of(
        new Conv2d(3, 6, 3).padding(1),
        new Relu(),
        new Conv2d(6, 32, 3).padding(1).noBias(),
        new BatchNorm2d(32),
        new Relu(),
        new MaxPool2d(2),
        new Conv2d(32, 64, 3).padding(1).noBias(),
        new BatchNorm2d(64),
        new Relu6(),
        new Conv2d(64, 64, 1).noBias(),
        new Conv2d(64, 64, 3).padding(1).noBias(),
        new Flatten(),
        new Linear(64 * 16 * 16, 10));
  }

  @TestFactory
  Stream<DynamicTest> structure() {
    LocalEngine engine = new LocalEngine();
    NullBackend backend = new NullBackend();
    return tests("null", (graph, precision) -> engine.compile(graph, backend, precision).print());
  }

  @TestFactory
  Stream<DynamicTest> implementations() {
    Devices.assume(Device.CPU);
    String machine = Engine.instance().report(Device.CPU).details().replaceAll("[^a-z0-9_]+", "-");
    Assumptions.assumeTrue(
        UPDATE || Files.isDirectory(FILES.resolve(machine)),
        "no plans are recorded for " + machine + ": record them with -Dfovea.update=true");
    // Those of all threads: measured ones would differ from run to run.
    Threads all = Threads.fixed(Runtime.getRuntime().availableProcessors());
    return tests(
        machine,
        (graph, precision) -> {
          var setting = new Engine.Setting(Device.CPU, precision, all);
          return Engine.instance().compile(graph, setting).print();
        });
  }

  private interface Plan {
    String print(Engine.Graph graph, Precision precision);
  }

  private static Stream<DynamicTest> tests(String folder, Plan plan) {
    return SUBJECTS.stream()
        .flatMap(
            subject ->
                Stream.of(
                    test(
                        folder,
                        subject.name + "-train",
                        () -> plan.print(subject.training(), subject.precision)),
                    test(
                        folder,
                        subject.name + "-infer",
                        () -> plan.print(subject.inference(), subject.precision))));
  }

  private interface Print {
    String text();
  }

  private static DynamicTest test(String folder, String name, Print print) {
    Path file = FILES.resolve(folder).resolve(name + ".txt");
    return dynamicTest(name, () -> check(file, print.text()));
  }

  private static void check(Path file, String found) throws IOException {
    if (UPDATE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, found);
    }
    assertEquals(Files.readString(file), found, file + " differs; look, then -Dfovea.update=true");
  }
}
