package fovea.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.DataSet;
import fovea.data.augment.CounterRandom;
import fovea.data.batch.Batch;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.model.Blueprint;
import fovea.model.ModelFile;
import fovea.nn.Classifier;
import fovea.nn.Layer;
import fovea.nn.Tensors;
import fovea.nn.layer.Linear;
import fovea.onnx.OnnxNetwork;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.metric.Metric;
import fovea.train.task.Task;
import fovea.zoo.Zoo;
import fovea.zoo.basic.LeNet5;
import fovea.zoo.resnet.CifarResNet;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that was saved says all that is needed to use it. */
class SavedModelTest {
  @TempDir private Path folder;

  private static float[] noise(Model model) {
    float[] values = new float[model.preprocessing().input().values()];
    CounterRandom random = new CounterRandom(1, 2, 3);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(1000) / 500f - 1;
    }
    return values;
  }

  static Stream<Supplier<Layer>> networks() {
    return Stream.of(
        () -> LeNet5.modern(10),
        () -> LeNet5.classic(7).head(10),
        () -> CifarResNet.projecting(20, 10).channels(1),
        () -> Zoo.create("mlp", Zoo.architecture("mlp").defaults().size(32, 32)),
        () -> Zoo.create("mobilenet_v2:width=0.1", Zoo.architecture("lenet5").defaults()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void networksOfTheZooAreBuiltAgain(Supplier<Layer> network) {
    assertComesBack(Samples.trained(network.get()), folder.resolve("model.safetensors"));
  }

  @Test
  void graphsOfOtherProgramsAreBuiltAgain() {
    Path onnx = folder.resolve("model.onnx");
    TrainingResult first = Samples.trained(LeNet5.modern(10));
    Model.of(first).save(onnx);
    TrainingResult fit = Samples.trained(OnnxNetwork.read(onnx).head(10));
    assertComesBack(fit, folder.resolve("graph.safetensors"));
  }

  private static void assertComesBack(TrainingResult fit, Path file) {
    fit.save(file);
    Model before = Model.of(fit);
    Model after = Models.load(file);
    assertEquals(Blueprint.of(fit.model()), after.card().blueprint());
    assertEquals(List.of(), after.notes());
    assertEquals(before.classify(noise(before), 3), after.classify(noise(before), 3));
  }

  @Test
  void aModelIsSavedAsAFileOfFoveaOrAsOnnx() {
    Model model = Model.of(Samples.trained(LeNet5.modern(10)));
    for (String name : List.of("again.safetensors", "again.onnx")) {
      model.save(folder.resolve(name));
      Model again = Models.load(folder.resolve(name).toString());
      assertEquals(model.classes(), again.classes());
      assertEquals(
          model.classify(noise(model), 1).best().name(),
          again.classify(noise(model), 1).best().name());
    }
  }

  @Test
  void aHeadThatWasChangedIsSaid() {
    Classifier changed = Zoo.create("resnet18").head(3);
    assertEquals(new Blueprint("resnet18", "3 classes of 3x224x224"), Blueprint.of(changed));
    assertEquals(
        new Blueprint("cifar_resnet20", "4 classes of 1x32x32, shortcut=B"),
        Blueprint.of(CifarResNet.projecting(20, 4).channels(1)));
    assertTrue(Blueprint.of(CifarResNet.resnet(14, 10)).isCustom());
  }

  @Test
  void aNetworkOfOnesOwnNeedsItsClass() {
    Path file = folder.resolve("own.safetensors");
    TrainingResult fit = Samples.trained(new Samples.Net(10));
    fit.save(file);
    assertTrue(ModelFile.read(file).card().blueprint().isCustom());
    FoveaException e = assertThrows(FoveaException.class, () -> Models.load(file));
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("Models.load(file, () -> new"), e.getMessage());
    Model own = Models.load(file, () -> new Samples.Net(10));
    assertEquals(Model.of(fit).classify(noise(own), 10), own.classify(noise(own), 10));
    FoveaException other =
        assertThrows(FoveaException.class, () -> Models.load(file, () -> new Samples.Net(3)));
    assertTrue(other.getMessage().contains("fc.weight"), other.getMessage());
  }

  /** A network of a program's own that makes one number of two. */
  private record Line(Linear fc) implements Layer {
    Line() {
      this(new Linear(2, 1));
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.apply(fc);
    }
  }

  @Test
  void aModelOfAnotherTaskComesBackWithIt() {
    float[][] numbers = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};
    DataSet data = DataSet.of(numbers, new float[][] {{3}, {7}, {11}, {15}});
    Task task = Task.regression().measuring(Metric.rootMeanSquaredError());
    TrainingResult fit = Trainer.of(new Line()).task(task).epochs(2).fit(new DataLoader(data, 2));
    Path file = folder.resolve("line.safetensors");
    fit.save(file);
    Model model = Models.load(file, Line::new);
    assertEquals(List.of("mean_absolute_error"), names(model.task()));
    HostBuffer input = HostBuffer.of(TensorType.f32(2, 2), 1, 2, -1, 0.5);
    float[] expected = fit.model().apply(Tensors.of("input", Tensor.of(input))).only().floats();
    HostBuffer found = model.predictions().predict(Batch.of(input)).firstEntry().getValue();
    assertArrayEquals(expected, found.floats(), 1e-6f);
    FoveaException e = assertThrows(FoveaException.class, () -> model.classify(new float[2], 1));
    assertTrue(
        e.getMessage().contains("expected a network of pictures, found one of other inputs"),
        e.getMessage());
  }

  private static List<String> names(Task task) {
    return task.metrics().stream().map(Metric::name).toList();
  }
}
