package fovea.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.NamedArray;
import fovea.format.hdf5.KerasFile;
import fovea.format.hdf5.KerasFile.Naming;
import fovea.format.hdf5.KerasLayer;
import fovea.keras.PlainKeras.Moves;
import fovea.keras.PlainKeras.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are kept in two files: a description in JSON, and weights. */
class ArchitectureTest {

  @TempDir Path folder;

  @Test
  void aDescriptionGoesWithWeights() throws IOException {
    PlainKeras keras = new PlainKeras(11);
    Tensor input = keras.input(6, 6, 3);
    Tensor x = keras.conv(input, "größe", 4, 3, Moves.SAME, true);
    H5 whole = keras.model(keras.dense(keras.globalAverage(x), "", 3, "linear"));
    KerasFile model = KerasFile.read(whole.write(folder.resolve("model.h5")));
    Path json = folder.resolve("model.json");
    Files.writeString(json, Json.write(model.model()));
    Path weights = whole.model("").write(folder.resolve("weights.h5"));

    KerasFile apart = KerasFile.read(weights);
    assertFalse(apart.hasModel());
    var read = (KerasModel.Graph) KerasModel.of(apart.model(KerasFile.architecture(json)));

    var expected = (KerasModel.Graph) KerasModel.of(model);
    assertEquals(expected.mapping(), read.mapping());
    assertArrayEquals(expected.model().bytes(), read.model().bytes());
    assertTrue(
        read.mapping().stream().anyMatch(row -> row.to().equals("größe.weight")),
        read.mapping()::toString);
    // json.dump(model.to_json(), file)
    Files.writeString(json, Json.write(new JsonString(Files.readString(json))));
    assertEquals(model.model(), KerasFile.architecture(json));
  }

  @Test
  void whatIsNoDescriptionIsSaid() throws IOException {
    Path json = Files.writeString(folder.resolve("config.json"), "{\"hidden_size\": 768}");
    assertFalse(KerasFile.isArchitecture(json));
    assertFalse(KerasFile.isArchitecture(folder.resolve("absent.json")));
    var refused = assertThrows(FormatException.class, () -> KerasFile.architecture(json));
    assertTrue(refused.getMessage().contains("to_json()"), refused::getMessage);
  }

  /** Keras 2.12 to 2.15 counts layers with weights twice. */
  @Test
  void onlyTheOrderOfNumbersCounts() {
    String text =
        """
        {"class_name": "Sequential", "config": {"layers": [
          {"class_name": "InputLayer", "config": {"batch_shape": [null, 4, 4, 1], "name": "in"}},
          {"class_name": "Conv2D", "config": {"name": "a", "use_bias": false}},
          {"class_name": "Conv2D", "config": {"name": "b", "use_bias": false}}]}}""";
    List<KerasLayer> layers =
        List.of(
            new KerasLayer("conv2d_2", List.of(kernel(2))),
            new KerasLayer("conv2d", List.of(kernel(1))));
    var file =
        new KerasFile(
            "2.13.1", "", (JsonObject) Json.parse(text, ""), layers, Naming.NUMBERED, false);

    var read = (KerasModel.Graph) KerasModel.of(file);

    assertEquals("conv2d/0", read.mapping().getFirst().from());
    assertEquals("conv2d_2/0", read.mapping().getLast().from());
    assertEquals("b.weight", read.mapping().getLast().to());
  }

  private static NamedArray kernel(float value) {
    return NamedArray.of("0", List.of(1L, 1L, 1L, 1L), value);
  }
}
