package fovea.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.InitialWeights;
import fovea.app.PhotoFiles;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.JsonNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a temperature is fitted on, and what it is judged by. */
class EvaluateTemperatureTest {
  private static final int TESTED = 8;

  @TempDir private static Path folder;
  private static Path run = Path.of("");

  /** A run with validation photos of which two have a wrong label, and test photos. */
  @BeforeAll
  static void finetune() throws IOException {
    Path weights = InitialWeights.write(folder.resolve("weights.safetensors"), "cifar_resnet20");
    Path photos = folder.resolve("photos");
    PhotoFiles.write(photos.resolve("train"), 40, 1);
    Path validation = PhotoFiles.write(photos.resolve("val"), 5, 2);
    Files.move(validation.resolve("red/00.png"), validation.resolve("blue/red.png"));
    Files.move(validation.resolve("blue/00.png"), validation.resolve("red/blue.png"));
    PhotoFiles.write(photos.resolve("test"), TESTED / 2, 3);
    run = folder.resolve("run");
    var done =
        CommandRun.ofLine(
            "finetune %s --from %s --freeze all --no-report --out %s"
                .formatted(photos, weights, run));
    assertEquals(Exit.DONE, done.exit(), done.messages());
  }

  @Test
  void validationPhotosFitWhatTestPhotosJudge() {
    for (String verb : new String[] {"evaluate", "report"}) {
      var done = CommandRun.of(verb, run, "--temperature", "--json");
      assertEquals(Exit.DONE, done.exit(), done.messages());
      var temperature = done.object().object("temperature");
      assertEquals("validation", temperature.string("fitted_on"), verb);
      assertEquals(10, temperature.integer("n_fitted"), verb);
      assertEquals(TESTED, temperature.integer("n"), verb);
      assertEquals(
          done.object().real("calibration_error"),
          temperature.real("calibration_error_before"),
          1e-5,
          verb);
    }
  }

  @Test
  void validationPicturesOfNamedDataFitToo() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    TinyData.write(data, "mnist");
    Path named = folder.resolve("named");
    var trained =
        CommandRun.ofLine(
            "train --data mnist --data-dir %s --model softmax --epochs 1 --val 0.2 --no-report --out %s"
                .formatted(data, named));
    assertEquals(Exit.DONE, trained.exit(), trained.messages());
    var done = CommandRun.of("evaluate", named, "--data-dir", data, "--temperature", "--json");
    var temperature = done.object().object("temperature");
    assertEquals("validation", temperature.string("fitted_on"));
    assertEquals(TinyData.TEST, temperature.integer("n"));
  }

  @Test
  void halvesFitAndJudgeWhereThereIsOnePart() {
    var done = CommandRun.of("evaluate", run, "--data", "validation", "--temperature");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(
        done.out().contains("fitted on every second picture (5), judged by the others (5)"),
        done.out());
  }

  @Test
  void whereAllAnswersAreRightThereIsNone() throws IOException {
    Path easy = PhotoFiles.write(folder.resolve("easy"), 4, 5);
    var done = CommandRun.of("evaluate", run, "--data", easy, "--temperature", "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(new JsonNull(), done.object().find("temperature").orElseThrow());
    assertTrue(
        done.messages().contains("found 4, of which the model is right about 4"), done.messages());
    Path page = folder.resolve("page.html");
    CommandRun.of("report", run, "--data", easy, "--temperature", "--out", page);
    assertTrue(Files.readString(page).contains("No temperature was fitted: "));
  }
}
