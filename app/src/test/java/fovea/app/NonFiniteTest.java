package fovea.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.session.Exit;
import fovea.format.JsonArray;
import fovea.graph.type.HostBuffer;
import fovea.model.ModelFile;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models and results with NaN or infinite numbers. */
class NonFiniteTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "nan-weight-before-relu.onnx, cpu",
    "nan-weight-before-relu.onnx, reference",
    "nan-in-head-cifar_resnet20.pth, cpu",
    "nan-in-head-cifar_resnet20.pth, reference",
  })
  void weightsThatAreNotFiniteAreAnError(String name, String device) throws IOException {
    Path model = TestData.path("cases/" + name);
    Path picture = TinyData.picture(folder.resolve("picture.bmp"), 0);
    var done = CommandRun.of("predict", model, picture, "--json", "--device", device);
    assertEquals(Exit.FAILED, done.exit());
    assertEquals("", done.out());
    String last = done.messages().lines().toList().getLast();
    assertTrue(last.startsWith("fovea: " + model + ": expected finite weights, but "), last);
    assertTrue(last.contains("NaN or infinite"), last);
  }

  @Test
  void suchAModelIsNotConverted() {
    Path out = folder.resolve("out.safetensors");
    var done = CommandRun.of("convert", TestData.path("cases/nan-in-head-cifar_resnet20.pth"), out);
    assertEquals(Exit.FAILED, done.exit());
    assertFalse(Files.exists(out));
  }

  @Test
  void aNetworkThatGivesNoNumbersSaysSo() throws IOException {
    TinyData.write(folder, "mnist");
    Path run = folder.resolve("run");
    var trained =
        CommandRun.ofLine(
            "train --data mnist --data-dir %s --epochs 1 --out %s".formatted(folder, run));
    assertEquals(Exit.DONE, trained.exit(), trained.messages());
    Path model = overflowing(run.resolve("model.safetensors"));
    Path picture = TinyData.picture(folder.resolve("digit.bmp"), 0);

    var predicted = CommandRun.of("predict", model, picture, "--json");
    assertEquals(Exit.FAILED, predicted.exit());
    assertEquals(0, ((JsonArray) predicted.json()).values().size());
    String said = "fovea: %s: expected finite probabilities from the network, found NaN; ";
    assertTrue(predicted.messages().contains(said.formatted(picture)), predicted.messages());

    var evaluated =
        CommandRun.of("evaluate", model, "--data", "mnist", "--data-dir", folder, "--json");
    assertEquals(Exit.FAILED, evaluated.exit());
    assertEquals("", evaluated.out());
    String last = evaluated.messages().lines().toList().getLast();
    assertTrue(last.startsWith("fovea: example 1: expected finite scores from the network"), last);
  }

  /** The same model with weights so large that its results leave the range of floats. */
  private Path overflowing(Path file) {
    ModelFile model = ModelFile.read(file);
    SequencedMap<String, HostBuffer> values = new LinkedHashMap<>();
    model
        .values()
        .forEach(
            (name, value) -> {
              HostBuffer large = HostBuffer.allocate(value.type());
              for (long i = 0; i < value.type().shape().elements(); i++) {
                boolean weight = name.endsWith("weight");
                large.set(i, weight ? Math.copySign(3e38, value.at(i)) : value.at(i));
              }
              values.put(name, large);
            });
    Path large = folder.resolve("large.safetensors");
    new ModelFile(model.card(), values).write(large);
    return large;
  }
}
