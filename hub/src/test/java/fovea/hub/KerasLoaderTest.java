package fovea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.error.UserException;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keras's archives, and their parts: a description in JSON and a file of weights. */
class KerasLoaderTest {

  @TempDir private Path folder;

  @Test
  void archivesAreRead() throws IOException {
    Model stored = Models.load(archive());
    assertEquals(3, stored.classes().size());
    assertEquals(8, stored.preprocessing().input().height());
    Path deflated = folder.resolve("deflated.keras");
    try (var from = new ZipFile(archive().toFile());
        var to = new ZipOutputStream(Files.newOutputStream(deflated))) {
      for (ZipEntry entry : List.copyOf(from.stream().toList())) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        from.getInputStream(entry).transferTo(to);
      }
    }
    assertEquals(scores(stored), scores(Models.load(deflated)));
  }

  @Test
  void weightsAndADescriptionMakeAModel() throws IOException {
    List<Prediction> expected = scores(Models.load(archive()));
    unpack("config.json", "config.json");
    Path weights = unpack("model.weights.h5", "model.weights.h5");
    Model usual = Models.load(weights);
    assertEquals(expected, scores(usual));
    String note = "network: described by " + folder.resolve("config.json");
    assertTrue(usual.notes().contains(note), usual.notes()::toString);

    // The same name comes first.
    Files.move(folder.resolve("config.json"), folder.resolve("mine.json"));
    Files.writeString(folder.resolve("model.json"), "{\"class_name\": \"Other\", \"config\": {}}");
    Path mine = Files.copy(weights, folder.resolve("mine.h5"));
    assertEquals(expected, scores(Models.load(mine)));

    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path alone = Files.copy(weights, elsewhere.resolve("alone.weights.h5"));
    says("model.to_json()", alone, new ModelOptions());
    var named = new ModelOptions().architecture(folder.resolve("mine.json").toString());
    assertEquals(expected, scores(Models.load(alone, named)));
    says("has its own network", archive(), named);
    says("absent.json", alone, new ModelOptions().architecture("absent.json"));
    says("without weights", folder.resolve("mine.json"), new ModelOptions());
  }

  @Test
  void namesAreUtf8() {
    Model model = Models.load(TestData.path("cases/layer-name-non-ascii.h5"));
    assertEquals(3, model.classes().size());
  }

  private static void says(String words, Path file, ModelOptions options) {
    var error = assertThrows(UserException.class, () -> Models.load(file, options));
    assertTrue(String.valueOf(error.getMessage()).contains(words), error::getMessage);
  }

  private static List<Prediction> scores(Model model) {
    float[] picture = new float[3 * 8 * 8];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (float) Math.sin(i);
    }
    return model.classify(List.of(PictureInput.of(picture)), 3).getFirst().predictions();
  }

  private static Path archive() {
    return TestData.path("cases/small.keras");
  }

  private Path unpack(String entry, String name) throws IOException {
    try (var zip = new ZipFile(archive().toFile())) {
      Path file = folder.resolve(name);
      Files.copy(zip.getInputStream(zip.getEntry(entry)), file);
      return file;
    }
  }
}
