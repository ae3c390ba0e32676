package fovea.app.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.PhotoFiles;
import fovea.app.session.Exit;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of Keras and ONNX that verbs have refused, on the command line. */
class SharedCasesTest {

  @TempDir private Path folder;
  private Path photo = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    photo = PhotoFiles.write(folder.resolve("photos"), 1, 1).resolve("red/00.png");
  }

  @Test
  void modelsOfKeras() throws IOException {
    Path archive = TestData.path("cases/small.keras");
    assertTrue(done("predict", archive, photo).out().contains("class 2"));
    done("predict", TestData.path("cases/layer-name-non-ascii.h5"), photo);
    Path weights = folder.resolve("mine.weights.h5");
    Path description = folder.resolve("architecture.json");
    try (var zip = new ZipFile(archive.toFile())) {
      Files.copy(zip.getInputStream(zip.getEntry("model.weights.h5")), weights);
      Files.copy(zip.getInputStream(zip.getEntry("config.json")), description);
    }
    String given = done("predict", weights, photo, "--arch", description).out();
    Files.move(description, folder.resolve("mine.json"));
    var found = done("predict", weights, photo);
    assertEquals(given, found.out());
    assertTrue(found.messages().contains("network: described by "), found.messages());
  }

  @Test
  void grayGraphsOfOpenSize() {
    Path gray = TestData.path("cases/gray-input-open-size.onnx");
    assertTrue(done("summary", gray).out().contains("2 classes of 1x224x224"));
    assertTrue(done("predict", gray, photo).messages().contains("224 × 224 is taken"));
    done("predict", gray, photo, "--preprocessing", "raw:64");
    Path saved = folder.resolve("gray.safetensors");
    done("convert", gray, saved);
    assertEquals(done("predict", gray, photo).out(), done("predict", saved, photo).out());
  }

  private static CommandRun done(Object... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertEquals(Exit.DONE, run.exit(), run.messages());
    return run;
  }
}
