package fovea.app.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.InitialWeights;
import fovea.app.PhotoFiles;
import fovea.app.session.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinetuneAdversarialTest {

  @TempDir private static Path folder;
  private static Path photos;
  private static Path weights;

  @BeforeAll
  static void prepare() throws IOException {
    photos = folder.resolve("photos");
    PhotoFiles.write(photos.resolve("train"), 8, 1);
    PhotoFiles.write(photos.resolve("val"), 4, 2);
    weights = InitialWeights.write(folder.resolve("weights.safetensors"), "cifar_resnet20");
  }

  private static CommandRun finetune(String more) {
    return CommandRun.ofLine("finetune %s --from %s %s".formatted(photos, weights, more));
  }

  @Test
  void itLearnsFromAdversarialExamplesAndRemembersIt() throws IOException {
    Path run = folder.resolve("run");
    var done = finetune("--epochs 1 --adversarial fgsm --epsilon 0.1 --clean-share 0 --out " + run);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.messages().contains("epsilon=0.1, clean share 0"), done.messages());
    assertTrue(Files.readString(run.resolve("choice.json")).contains("kept: the tuned network"));
    assertTrue(Files.readString(run.resolve("run.json")).contains("fgsm:epsilon=0.1"));
    Path plain = folder.resolve("plain");
    assertEquals(Exit.DONE, finetune("--epochs 1 --out " + plain).exit());
    assertTrue(Files.mismatch(model(run), model(plain)) >= 0);
  }

  private static Path model(Path run) {
    return run.resolve("model.safetensors");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epsilon 0.1 | --epsilon: goes with --adversarial",
        "--adversarial fgsm --epsilon 2 | a number above 0 and at most 1, found 2.0",
        "--adversarial fgsm --freeze all | --adversarial: is for what comes after the head",
      })
  void whatHasNoMeaningIsRefused(String options, String message) {
    var done = finetune(options);
    assertEquals(Exit.USAGE, done.exit(), done.messages());
    assertTrue(done.messages().contains(message), done.messages());
  }
}
