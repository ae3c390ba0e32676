package fovea.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.PhotoFiles;
import fovea.app.session.Exit;
import fovea.format.JsonObject;
import fovea.train.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttackModelTest {
  @TempDir private static Path folder;
  private static Path red;
  private static Path model;

  @BeforeAll
  static void prepare() throws IOException {
    red = PhotoFiles.write(folder.resolve("photos"), 1, 1).resolve("red/00.png");
    model = folder.resolve("run");
    var trained =
        CommandRun.of("train", "--model", "softmax", "--epochs", 1, "--batch", 500, "--out", model);
    assertEquals(Exit.DONE, trained.exit(), trained.messages());
  }

  private static CommandRun attack(String options) {
    return CommandRun.ofLine("attack " + model + " " + options);
  }

  @Test
  void aPictureIsChanged() {
    Path out = folder.resolve("one");
    var done = attack(red + " --method fgsm,pgd --epsilon 0.1,0.02 --out " + out + " --json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    List<JsonObject> examples = done.object().array("examples").objects();
    assertEquals(4, examples.size());
    JsonObject first = examples.getFirst();
    assertEquals("fgsm", first.object("attack").string("name"));
    assertEquals(0.02, first.object("attack").real("epsilon"));
    assertEquals(0.02, first.real("largest_change"), 1e-6);
    assertTrue(first.object("before").real("probability") > 0, done.out());
    for (String file : List.of("figure", "changed_picture", "noise")) {
      assertTrue(Files.exists(Path.of(first.string(file))), file);
    }
    assertTrue(Files.exists(out.resolve("00-pgd-0.1.png")));
    assertTrue(Files.exists(Path.of(done.object().string("page"))));
  }

  @Test
  void aTargetIsReached() {
    var done =
        attack(red + " --target 7 --method pgd --epsilon 0.5 --out " + folder.resolve("seven"));
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.out().contains("PGD, 10 steps, epsilon 0.5"), done.out());
    assertTrue(done.out().contains("  7 "), done.out());
  }

  @Test
  void accuracyUnderAttackIsMeasured() {
    Path out = folder.resolve("curve");
    Path best = model.resolve("best.safetensors");
    var done =
        attack(
            "--data digits --sample 50 --steps 3 --epsilon 0.2,0.1 --json --out %s --beside %s"
                .formatted(out, best));
    assertEquals(Exit.DONE, done.exit(), done.messages());
    JsonObject json = done.object();
    assertEquals(50, json.integer("pictures"));
    assertEquals(2, json.array("epsilons").values().size());
    List<JsonObject> attacks = json.array("attacks").objects();
    assertEquals("PGD, 3 steps", attacks.get(1).string("attack"));
    JsonObject other = json.array("beside").objects().getFirst();
    assertEquals(json.array("attacks"), other.array("attacks"));
    assertTrue(Files.exists(out.resolve("accuracy.png")));
    assertTrue(Files.exists(out.resolve("index.html")));
  }

  @Test
  void aPartOfWhatTheModelWasMadeFromIsAttacked() {
    var done =
        attack(
            "--data test --sample 20 --method fgsm --epsilon 0.1 --json --out "
                + folder.resolve("part"));
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(20, done.object().integer("pictures"));
    var none = attack("--data validation --sample 20 --out " + folder.resolve("none"));
    assertEquals(Exit.USAGE, none.exit(), none.messages());
    assertTrue(none.messages().contains("expected a part that the run has"), none.messages());
  }

  @Test
  void oneThatIsEndedWritesNothing() {
    StopSignal stop = new StopSignal();
    stop.request();
    Path out = folder.resolve("ended");
    var done =
        CommandRun.stoppedBy(
            stop, "attack", model, "--data", "digits", "--sample", 50, "--out", out);
    assertTrue(done.messages().contains("ended early"), done.messages());
    assertFalse(Files.exists(out));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | expected pictures or --data, found neither",
        "PICTURE --data digits | expected pictures or --data, found both",
        "PICTURE --sample 10 | --sample: is a part of --data",
        "PICTURE --beside x | --beside: is for --data",
        "PICTURE --steps 10 | --steps: is for pgd, found fgsm alone",
        "PICTURE --method cw | there is none called \"cw\". Choose from fgsm, pgd.",
        "PICTURE --epsilon 0 | expected a number above 0, found '0'",
        "PICTURE --epsilon 1.5 | expected a number above 0 and at most 1, found 1.5",
        "--data digits --target 7 | --target: is for single pictures",
        "PICTURE --force | replaces files in the folder of --out",
      })
  void whatHasNoMeaningIsRefused(String options, String message) {
    var done = attack(options.replace("PICTURE", red.toString()));
    assertEquals(Exit.USAGE, done.exit(), done.messages());
    assertTrue(done.messages().contains(message), done.messages());
  }

  @Test
  void whatCannotBeDoneIsSaid() throws IOException {
    Path out = folder.resolve("some");
    var done = attack(red + " --target eleven --out " + out);
    assertEquals(Exit.FAILED, done.exit(), done.messages());
    assertTrue(done.messages().contains("the model has no class eleven"), done.messages());
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    var unread = attack(text + " " + red + " --json --out " + out);
    assertEquals(Exit.FAILED, unread.exit(), unread.messages());
    assertTrue(unread.messages().contains("text.png"), unread.messages());
    assertEquals(1, unread.object().array("examples").values().size());
  }
}
