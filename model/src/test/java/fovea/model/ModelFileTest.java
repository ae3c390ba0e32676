package fovea.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  private static final long SEED = 20;
  private static final Preprocessing PREPROCESSING =
      new Preprocessing(
          Geometry.whole(new PictureShape(1, 6, 6), Framing.OBJECT), Normalization.unit(1));

  @TempDir Path folder;

  record Net(Conv2d conv, BatchNorm2d norm, Flatten flatten, Linear fc) implements Layer {
    Net() {
      this(new Conv2d(1, 4, 3), new BatchNorm2d(4), new Flatten(), new Linear(64, 4));
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.apply(conv).apply(norm).relu().apply(flatten).apply(fc);
    }
  }

  private static Net net() {
    Net net = new Net();
    Parameters.initialize(net, SEED);
    return net;
  }

  private static List<List<Double>> values(Layer model) {
    return StateDict.of(model).values().stream()
        .map(buffer -> Arrays.stream(buffer.doubles()).boxed().toList())
        .toList();
  }

  private static ModelCard card() {
    return new ModelCard(
        new Blueprint("tiny", "4 classes"),
        List.of("nw", "ne", "sw", "se"),
        PREPROCESSING,
        JsonObject.empty().with("seed", SEED));
  }

  private static Layer build(Blueprint blueprint) {
    assertEquals(new Blueprint("tiny", "4 classes"), blueprint);
    return new Net();
  }

  @Test
  void aModelSurvivesTheFile() {
    Net net = net();
    Path file = folder.resolve("model.safetensors");
    ModelFile.of(card(), net).write(file);
    ModelFile read = ModelFile.read(file);
    assertEquals(card(), read.card());
    assertEquals(values(net), values(read.model(ModelFileTest::build)));
    assertEquals("conv.weight", read.values().firstEntry().getKey());
  }

  @Test
  void whatIsUntrainedIsKept() {
    ModelCard part = card().untrained(List.of("fc.weight", "fc.bias"));
    Path file = folder.resolve("part.safetensors");
    ModelFile.of(part, net()).write(file);
    assertEquals(part, ModelFile.read(file).card());
    assertEquals(List.of(), card().untrained());
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    ModelFile.of(card(), net()).write(first);
    ModelFile.of(card(), net()).write(second);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void weightsOfAnotherNetworkAreAnError() {
    Path file = folder.resolve("model.safetensors");
    ModelFile.of(card(), net()).write(file);
    FoveaException e =
        assertThrows(FoveaException.class, () -> ModelFile.read(file).model(_ -> new Linear(2, 2)));
    assertTrue(e.getMessage().contains("conv.weight"), e.getMessage());
  }

  @Test
  void foreignAndDamagedFilesAreErrorsThatNameTheFile() throws IOException {
    Path file = folder.resolve("model.safetensors");
    assertNamed(file);
    new Safetensors(List.of(NamedArray.of("w", List.of(1L), 1f))).write(file);
    assertNamed(file);
    for (String broken : List.of("classes", "preprocessing", "provenance")) {
      ModelFile.of(card(), net()).write(file);
      Safetensors content = Safetensors.read(file);
      var metadata = new LinkedHashMap<>(content.metadata());
      metadata.put(broken, "[{}");
      new Safetensors(content.arrays(), metadata).write(file);
      assertNamed(file);
      metadata.put(broken, "1");
      new Safetensors(content.arrays(), metadata).write(file);
      assertNamed(file);
      metadata.remove(broken);
      new Safetensors(content.arrays(), metadata).write(file);
      assertNamed(file);
    }
    ModelFile.of(card(), net()).write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertNamed(file);
    }
  }

  private static void assertNamed(Path file) {
    FormatException e = assertThrows(FormatException.class, () -> ModelFile.read(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }
}
