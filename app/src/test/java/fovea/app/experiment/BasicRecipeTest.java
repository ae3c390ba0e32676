package fovea.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.InitialWeights;
import fovea.app.PhotoFiles;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.JsonObject;
import fovea.model.ModelCard;
import fovea.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasicRecipeTest {

  @TempDir private static Path folder;
  private static Path data;
  private static Path run;

  @BeforeAll
  static void train() throws IOException {
    data = TinyData.write(folder.resolve("data"), "mnist");
    run = folder.resolve("run");
    var done =
        CommandRun.ofLine(
            "train --model softmax --data mnist --data-dir %s --epochs 2 --out %s"
                .formatted(data, run));
    assertEquals(Exit.DONE, done.exit(), done.messages());
  }

  @Test
  void measuresARun() {
    var done = CommandRun.of("recipe", run, "--data-dir", data, "--human", "0.02", "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    JsonObject errors = done.object().object("errors");
    assertEquals(0.02, errors.object("human").real("error"));
    JsonObject dev = errors.object("dev");
    assertEquals(TinyData.TEST, dev.integer("n"));
    var evaluated = CommandRun.of("evaluate", run, "--data-dir", data, "--json").object();
    assertEquals(1 - evaluated.real("accuracy"), dev.real("error"), 1e-12);
    assertTrue(done.object().string("verdict").contains("bias"), done.out());
    assertTrue(done.messages().contains("the test pictures stand for dev"), done.messages());
  }

  @Test
  void looksAtSomeOfManyTrainingPictures() {
    var done = CommandRun.of("recipe", run, "--data-dir", data, "--most", "50", "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(50, done.object().object("errors").object("train").integer("n"));
    assertTrue(done.messages().contains("drawn at random"), done.messages());
    assertTrue(done.messages().contains("the human error is not known"), done.messages());
  }

  @Test
  void fewPhotosAreTooFew() throws IOException {
    Path photos = folder.resolve("photos");
    PhotoFiles.write(photos.resolve("train"), 12, 1);
    PhotoFiles.write(photos.resolve("val"), 8, 2);
    PhotoFiles.write(photos.resolve("test"), 5, 3);
    Path weights = InitialWeights.write(folder.resolve("weights.safetensors"), "cifar_resnet20");
    Path tuned = folder.resolve("tuned");
    var done =
        CommandRun.ofLine(
            "finetune %s --from %s --freeze all --train-dev 0.25 --out %s"
                .formatted(photos, weights, tuned));
    assertEquals(Exit.DONE, done.exit(), done.messages());
    var said = CommandRun.of("recipe", tuned, "--human", "0.01", "--json");
    assertEquals(Exit.DONE, said.exit(), said.messages());
    JsonObject errors = said.object().object("errors");
    assertEquals(18, errors.object("train").integer("n"));
    assertEquals(6, errors.object("train_dev").integer("n"));
    assertEquals(16, errors.object("dev").integer("n"));
    assertEquals(10, errors.object("test").integer("n"));
    assertEquals("too few to say", said.object().string("verdict"), said.messages());
  }

  @Test
  void takesErrorsByHand() {
    var exact = CommandRun.ofLine("recipe --errors human=0.01,train=0.05,dev=0.08");
    assertEquals(Exit.DONE, exact.exit(), exact.messages());
    String text = exact.out();
    assertTrue(text.contains("bias: the training error is 4.00 points above"), text);
    assertTrue(text.contains("variance: the dev error is 3.00 points above"), text);
    assertTrue(text.indexOf("bias: the") < text.indexOf("variance: the"), text);
    var few =
        CommandRun.ofLine(
            "recipe --errors train=0.05,dev=0.08 --human 0.01 --examples train=50,dev=50");
    assertEquals(Exit.DONE, few.exit(), few.messages());
    assertTrue(few.out().contains("too few examples to say"), few.out());
    var fine = CommandRun.ofLine("recipe --errors human=0.01,train=0.01,dev=0.012");
    assertTrue(fine.out().contains("nothing stands out"), fine.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recipe | expected a run or errors by hand, found neither",
        "recipe runs --errors train=0.1,dev=0.2 | found both",
        "recipe --errors tarin=0.1 | found 'tarin'",
        "recipe --errors train=10,dev=0.2 | expected errors from 0 to 1",
        "recipe --errors train=NaN,dev=0.2 | expected errors from 0 to 1",
        "recipe --errors train=0.1 | expected an error on examples that were not learned from",
        "recipe --errors dev=0.1 | expected a training error",
        "recipe --errors train=x | expected a number",
        "recipe --errors train=0.1,dev=0.2 --examples test=9 | of a part that has an error",
        "recipe --errors train=0.1,dev=0.2 --examples dev=0 | expected at least one example",
        "recipe --errors train=0.1,dev=0.2 --human 1.5 | expected a number from 0 to below 1",
        "recipe --errors train=0.1,dev=0.2 --most 9 | --most: is for a run",
        "recipe --errors human=0,train=0.1,dev=0.2 --human 0.1 | --human: is among --errors",
        "recipe nowhere | expected the folder of a run",
        "recipe . | expected a run with a model"
      })
  void misunderstandingsAreSentences(String line, String words) {
    var refused = CommandRun.ofLine(line);
    assertEquals(Exit.USAGE, refused.exit(), refused.messages());
    String last = refused.messages().lines().reduce((_, each) -> each).orElse("");
    assertTrue(last.startsWith("fovea") && last.contains(words), refused.messages());
  }

  @Test
  void aRunThatDoesNotSayItsDataIsASentence() throws IOException {
    var model = ModelFile.read(run.resolve("model.safetensors"));
    Path other = Files.createDirectories(folder.resolve("other"));
    var card = model.card();
    new ModelFile(
            new ModelCard(
                card.blueprint(), card.classes(), card.preprocessing(), JsonObject.empty()),
            model.values())
        .write(other.resolve("model.safetensors"));
    var refused = CommandRun.of("recipe", other);
    assertEquals(Exit.FAILED, refused.exit());
    assertTrue(refused.messages().contains("give them by --errors"), refused.messages());
  }
}
