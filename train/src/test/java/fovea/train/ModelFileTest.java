package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.graph.FoveaException;
import fovea.nn.Layer;
import fovea.nn.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  @TempDir Path folder;

  private static ModelCard card() {
    return new ModelCard(
        new Blueprint("tiny", "4 classes"),
        List.of("nw", "ne", "sw", "se"),
        Tiny.preprocessing(),
        JsonObject.empty().with("seed", Tiny.SEED));
  }

  private static Layer build(Blueprint blueprint) {
    assertEquals(new Blueprint("tiny", "4 classes"), blueprint);
    return new Tiny.Net();
  }

  @Test
  void aModelSurvivesTheFile() {
    Tiny.Net net = Tiny.net();
    Path file = folder.resolve("model.safetensors");
    ModelFile.of(card(), net).write(file);
    ModelFile read = ModelFile.read(file);
    assertEquals(card(), read.card());
    assertEquals(Tiny.values(net), Tiny.values(read.model(ModelFileTest::build)));
    assertEquals("conv.weight", read.values().firstEntry().getKey());
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    ModelFile.of(card(), Tiny.net()).write(first);
    ModelFile.of(card(), Tiny.net()).write(second);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void weightsOfAnotherNetworkAreAnError() {
    Path file = folder.resolve("model.safetensors");
    ModelFile.of(card(), Tiny.net()).write(file);
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
      ModelFile.of(card(), Tiny.net()).write(file);
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
    ModelFile.of(card(), Tiny.net()).write(file);
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
