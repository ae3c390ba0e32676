package fovea.app.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.data.split.DataPart;
import fovea.format.JsonNull;
import fovea.format.JsonObject;
import fovea.train.StopSignal;
import fovea.train.run.RunFolder;
import fovea.train.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings whose training pictures are split. */
class TrainPartsTest {

  private static final String SHARES = "--val 0.2 --train-dev 0.1";

  @TempDir private static Path data;
  @TempDir private static Path runs;
  private static CommandRun trained = new CommandRun(0, "", "");

  @BeforeAll
  static void train() throws IOException {
    TinyData.write(data, "mnist");
    trained = train("a", SHARES);
    assertEquals(Exit.DONE, trained.exit(), trained.messages());
  }

  private static CommandRun train(String run, String more) {
    return CommandRun.ofLine(line(run, more));
  }

  private static String line(String run, String more) {
    return "train --data mnist --data-dir %s --model softmax --json --out %s %s"
        .formatted(
            data, runs.resolve(run), more.contains("--epochs") ? more : more + " --epochs 2");
  }

  private static CommandRun fovea(String verb, String run, Object... more) {
    Object[] words = new Object[5 + more.length];
    System.arraycopy(
        new Object[] {verb, runs.resolve(run), "--data-dir", data, "--json"}, 0, words, 0, 5);
    System.arraycopy(more, 0, words, 5, more.length);
    return CommandRun.of(words);
  }

  private static byte[] model(String run) throws IOException {
    return Files.readAllBytes(runs.resolve(run).resolve("model.safetensors"));
  }

  @Test
  void testPicturesAreLookedAtOnceAtTheEnd() {
    JsonObject json = trained.object();
    JsonObject held = json.object("held");
    assertEquals(TinyData.TEST, held.object("test").integer("n"));
    assertEquals(json.real("test_accuracy"), held.object("test").real("accuracy"));
    assertTrue(trained.messages().contains("validation loss"), trained.messages());
    assertTrue(trained.messages().contains("looked at once"), trained.messages());
    RunRecord record = RunRecord.find(new RunFolder(runs.resolve("a"))).orElseThrow();
    assertEquals(json.real("test_accuracy"), record.scores().get(DataPart.TEST).accuracy(), 1e-12);
    assertEquals(30, record.scores().get(DataPart.TRAIN_DEV).n());
    assertEquals(210, record.data().orElseThrow().part(DataPart.TRAIN).orElseThrow().examples());
    assertEquals(0.2, record.request().configuration().real("val"));
  }

  @Test
  void eachPartCanBeEvaluated() {
    JsonObject json = trained.object();
    assertEquals(json.real("test_accuracy"), fovea("evaluate", "a").object().real("accuracy"));
    for (String part : new String[] {"training", "train-dev", "validation", "test"}) {
      JsonObject found = fovea("evaluate", "a", "--data", part).object();
      int expected =
          switch (part) {
            case "training" -> 210;
            case "train-dev" -> 30;
            case "validation" -> 60;
            default -> TinyData.TEST;
          };
      assertEquals(expected, found.integer("n"), part);
      if (part.equals("validation")) {
        assertEquals(json.real("validation_accuracy"), found.real("accuracy"));
      }
    }
    // A file says it, too.
    var file =
        CommandRun.of(
            "evaluate",
            runs.resolve("a/best.safetensors"),
            "--data",
            "val",
            "--data-dir",
            data,
            "--json");
    assertEquals(60, file.object().integer("n"), file.messages());
  }

  @Test
  void recipeAndReportTakeTheParts() throws IOException {
    JsonObject errors = fovea("recipe", "a").object().object("errors");
    assertEquals(210, errors.object("train").integer("n"));
    assertEquals(30, errors.object("train_dev").integer("n"));
    assertEquals(60, errors.object("dev").integer("n"));
    assertEquals(TinyData.TEST, errors.object("test").integer("n"));
    String page = Files.readString(runs.resolve("a/report.html"));
    assertTrue(page.contains("train-dev") && page.contains("60 pictures"));
    assertTrue(page.contains("validation accuracy"));
    Path again = runs.resolve("again.html");
    assertEquals(Exit.DONE, fovea("report", "a", "--out", again).exit());
    assertTrue(Files.readString(again).contains("60 pictures"));
  }

  @Test
  void theRecordRepeatsItAndAStoppedRunGoesOn() throws IOException {
    Path config = runs.resolve("a/run.json");
    var repeated =
        CommandRun.of("train", "--config", config, "--data-dir", data, "--out", runs.resolve("b"));
    assertEquals(Exit.DONE, repeated.exit(), repeated.messages());
    assertArrayEquals(model("a"), model("b"));
    var stop = new StopSignal();
    stop.request();
    var stopped = CommandRun.stoppedBy(stop, (Object[]) line("c", SHARES).split(" "));
    assertEquals(Exit.INTERRUPTED, stopped.exit(), stopped.messages());
    assertEquals(new JsonNull(), stopped.object().member("test_accuracy"));
    assertTrue(stopped.object().object("held").members().isEmpty(), stopped.out());
    var resumed =
        CommandRun.of("train", "--resume", runs.resolve("c"), "--data-dir", data, "--json");
    assertEquals(Exit.DONE, resumed.exit(), resumed.messages());
    assertArrayEquals(model("a"), model("c"));
    assertEquals(
        trained.object().member("held"), resumed.object().member("held"), resumed.messages());
    var other = CommandRun.of("train", "--resume", runs.resolve("c"), "--val", "0.3");
    assertEquals(Exit.USAGE, other.exit());
    assertTrue(
        other.messages().contains("only --epochs may change, found --val"), other.messages());
  }

  @Test
  void runsWithOtherPartsAreWarnedOf() {
    assertEquals(Exit.DONE, train("other", SHARES + " --seed 2").exit());
    var compared = CommandRun.of("runs", runs.resolve("a"), runs.resolve("other"), "--by-seed");
    assertEquals(Exit.DONE, compared.exit(), compared.messages());
    assertTrue(
        compared.messages().contains("validation 0.2, train-dev 0.1, seed 1: a"),
        compared.messages());
    assertFalse(compared.messages().contains("have changed"), compared.messages());
    assertTrue(compared.out().contains(" ± "), compared.out());
  }

  @Test
  void trainDevAloneLeavesEpochsToTheTestPictures() {
    var done = train("alone", "--train-dev 0.1");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(30, done.object().object("held").object("train_dev").integer("n"));
    assertTrue(done.messages().contains("test loss"), done.messages());
    var recipe = fovea("recipe", "alone");
    JsonObject errors = recipe.object().object("errors");
    assertEquals(TinyData.TEST, errors.object("dev").integer("n"));
    assertTrue(recipe.messages().contains("stand for dev"), recipe.messages());
    var refused = fovea("evaluate", "alone", "--data", "validation");
    assertEquals(Exit.USAGE, refused.exit());
    assertTrue(
        refused.messages().contains("found validation: it has training, train-dev, test"),
        refused.messages());
  }

  @Test
  void aTrainingThatStopsEarlyHasEnded() {
    var done = train("early", SHARES + " --epochs 9 --lr 1e-9 --early-stopping loss:patience=1");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.object().integer("epochs") < 9, done.out());
    assertEquals(TinyData.TEST, done.object().object("held").object("test").integer("n"));
  }

  @ParameterizedTest
  @CsvSource({
    "--val 0, expected a number above 0 and below 1",
    "--val 1.5, expected a number above 0 and below 1",
    "--val folder, expected a number above 0 and below 1",
    "--val 0.6 --train-dev 0.4, Choose shares whose sum is below 1",
  })
  void sharesThatCannotBeAreASentence(String shares, String said) {
    var refused = train("none", shares);
    assertEquals(Exit.USAGE, refused.exit(), refused.messages());
    assertEquals(1, refused.messages().lines().count(), refused.messages());
    assertTrue(refused.messages().contains(said), refused.messages());
  }
}
