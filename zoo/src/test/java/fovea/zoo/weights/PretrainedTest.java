package fovea.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.model.FileArrays;
import fovea.nn.Classifier;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.layer.Linear;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedTest {

  @TempDir private Path folder;

  @Test
  void everyNetworkIsRecognizedByItsWeights() {
    for (Architecture network : Zoo.architectures()) {
      SequencedMap<String, Shape> shapes = StateDict.shapes(network.create(network.defaults()));
      ArchitectureMatch found =
          ArchitectureMatch.of(shapes).orElseThrow(() -> unidentified(network.name()));
      // Twins without shortcuts have the same weights.
      String expected = network.name().replace("cifar_plain", "cifar_resnet");
      assertEquals(twin(expected), found.network().name());
      assertEquals(shapes, StateDict.shapes(found.create()));
    }
  }

  private static String twin(String name) {
    return name.equals("lenet5_classic") ? "lenet5" : name;
  }

  private static AssertionError unidentified(String name) {
    return new AssertionError(name + " is not identified");
  }

  @Test
  void widthAndClassesFollowFromTheShapes() {
    Architecture narrow = Zoo.architecture("mobilenet_v2:width=0.35");
    var shapes = StateDict.shapes(narrow.create(narrow.defaults().classes(7)));
    ArchitectureMatch found = ArchitectureMatch.of(shapes).orElseThrow();
    assertEquals(7, found.arguments().classes());
    assertEquals("0.35", found.arguments().options().get("width"));
    shapes.keySet().removeIf(name -> name.startsWith("classifier"));
    assertEquals(
        "0.35", ArchitectureMatch.of(shapes).orElseThrow().arguments().options().get("width"));
    shapes.remove("features.0.0.weight");
    assertTrue(ArchitectureMatch.of(shapes).isEmpty());
  }

  @Test
  void allIsLoadedOrNothing() {
    Classifier trained = Zoo.create("cifar_resnet20", new NetworkArguments(5, 3, 32, 32));
    Parameters.initialize(trained, 9);
    SequencedMap<String, HostBuffer> values = StateDict.of(trained);
    WeightFile whole = file("whole.safetensors", values);
    Pretrained pretrained = Pretrained.of(whole);
    assertEquals(5, pretrained.arguments().classes());
    assertArrayEquals(
        values.get("linear.weight").doubles(),
        StateDict.of(pretrained.load()).get("linear.weight").doubles());

    values.remove("linear.bias");
    Pretrained headless =
        Pretrained.of(Zoo.architecture("cifar_resnet20"), file("part.safetensors", values));
    assertThrows(FoveaException.class, headless::load);
    assertArrayEquals(
        values.get("conv1.weight").doubles(),
        StateDict.of(headless.loadBody()).get("conv1.weight").doubles());

    values.remove("conv1.weight");
    Pretrained bodiless =
        Pretrained.of(Zoo.architecture("cifar_resnet20"), file("less.safetensors", values));
    var e = assertThrows(FoveaException.class, bodiless::loadBody);
    assertTrue(e.getMessage().contains("conv1.weight is missing"), e.getMessage());
  }

  @Test
  void weightsThatAreNotFiniteAreAnErrorUnlessTheHeadIsReplaced() {
    Classifier trained = Zoo.create("cifar_resnet20", new NetworkArguments(5, 3, 32, 32));
    Parameters.initialize(trained, 9);
    SequencedMap<String, HostBuffer> values = StateDict.of(trained);
    values.get("linear.bias").set(2, Double.NaN);
    Pretrained head = Pretrained.of(file("head.safetensors", values));
    var e = assertThrows(FoveaException.class, head::load);
    assertTrue(e.getMessage().contains("linear.bias holds a number that is NaN"), e.getMessage());
    assertThrows(FoveaException.class, head::loadPart);
    assertArrayEquals(
        values.get("conv1.weight").doubles(),
        StateDict.of(head.loadBody()).get("conv1.weight").doubles());

    values.get("conv1.weight").set(7, Double.POSITIVE_INFINITY);
    Pretrained body = Pretrained.of(file("body.safetensors", values));
    e = assertThrows(FoveaException.class, body::loadBody);
    assertTrue(e.getMessage().contains("conv1.weight holds a number"), e.getMessage());
  }

  @Test
  void otherFilesAreSentences() throws IOException {
    WeightFile strange = file("strange.safetensors", StateDict.of(new Linear(3, 2)));
    var e = assertThrows(FoveaException.class, () -> Pretrained.of(strange));
    assertTrue(e.getMessage().contains("tensors that none has (weight, bias)"), e.getMessage());
    Path text = Files.writeString(folder.resolve("text.pth"), "hello");
    assertThrows(FormatException.class, () -> WeightFile.read(text));
    assertThrows(FormatException.class, () -> WeightFile.read(folder.resolve("absent")));
  }

  @Test
  void publishedWeightsBelongToNetworksOfTheZoo() {
    for (PublishedWeights weights : PublishedWeights.all()) {
      Architecture network = Zoo.architecture(weights.network());
      var input = weights.preprocessing().input();
      assertEquals(
          network.defaults().size(input.height(), input.width()),
          network.fit(network.defaults().size(input.height(), input.width())),
          weights.name());
    }
    assertEquals(1_000, ClassNames.imagenet().size());
    assertEquals("tench", ClassNames.imagenet().getFirst());
    assertEquals("toilet tissue", ClassNames.imagenet().getLast());
  }

  private WeightFile file(String name, SequencedMap<String, HostBuffer> values) {
    List<NamedArray> arrays = new ArrayList<>();
    values.forEach((key, value) -> arrays.add(FileArrays.array(key, value)));
    new Safetensors(arrays).write(folder.resolve(name));
    return WeightFile.read(folder.resolve(name));
  }
}
