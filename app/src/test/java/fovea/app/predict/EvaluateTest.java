package fovea.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.JsonObject;
import fovea.model.ModelCard;
import fovea.model.ModelFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateTest {

  @TempDir private static Path data;
  @TempDir private static Path runs;
  private static Path run;

  @BeforeAll
  static void train() throws IOException {
    TinyData.write(data, "mnist");
    TinyData.write(data, "fashion-mnist");
    run = runs.resolve("run");
    var trained =
        CommandRun.ofLine(
            ("train --data mnist --data-dir %s --model softmax --epochs 2 --out %s --json")
                .formatted(data, run));
    assertEquals(Exit.DONE, trained.exit(), trained.messages());
    accuracy = trained.object().real("test_accuracy");
  }

  private static double accuracy;

  private static CommandRun evaluate(Object model) {
    return CommandRun.of("evaluate", model, "--data-dir", data, "--json");
  }

  @Test
  void measuresARunOnTheDataItWasTrainedOn() {
    var done = evaluate(run);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    var json = done.object();
    assertEquals(
        List.of(
            "accuracy",
            "loss",
            "n",
            "balanced_accuracy",
            "macro_f1",
            "calibration_error",
            "per_class",
            "settings"),
        List.copyOf(json.members().keySet()));
    assertEquals(TinyData.TEST, json.integer("n"));
    assertEquals(accuracy, json.real("accuracy"));
    assertTrue(done.messages().contains("most often taken for"), done.messages());
  }

  @Test
  void measuresAFileOnOtherDataOfTheSameClasses() {
    var done =
        CommandRun.of("evaluate", run.resolve("model.safetensors"), "--data", "digits", "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(5_000, done.object().integer("n"));
  }

  @ParameterizedTest
  @CsvSource({
    "flip, flip, 2 views of each picture",
    "shift:pixels=2, shift:pixels=2, 6 views of each picture",
    "tencrop, tencrop, 10 views of each picture of 36 × 36 pixels",
    "multiscale:scales=0.875+1, multiscale:scales=0.875+1, 2 views of each picture of 36 × 36"
  })
  void averagesOverViewsOfEachPicture(String typed, String named, String said) {
    var done = CommandRun.of("evaluate", run, "--data-dir", data, "--json", "--tta", typed);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(TinyData.TEST, done.object().integer("n"));
    assertEquals(named, done.object().string("tta"));
    assertTrue(done.messages().contains(said), done.messages());
  }

  @ParameterizedTest
  @CsvSource({
    "tencorp, Did you mean tencrop?",
    "shift:pixels=0, expected a move by 1 pixel or more",
    "shift:pixels=28, are to be moved by 28 pixels",
    "multiscale:scales=0.5, parts of 56 x 56 pixels are to be cut from pictures of 36 x 36"
  })
  void viewsThatCannotBeAreASentence(String typed, String said) {
    var refused = CommandRun.of("evaluate", run, "--data-dir", data, "--tta", typed);
    assertEquals(Exit.USAGE, refused.exit(), refused.messages());
    assertTrue(refused.messages().contains("--tta: "), refused.messages());
    assertTrue(refused.messages().contains(said), refused.messages());
  }

  @Test
  void otherClassesAreAMisunderstanding() {
    var refused = CommandRun.of("evaluate", run, "--data", "fashion-mnist", "--data-dir", data);
    assertEquals(Exit.USAGE, refused.exit());
    assertTrue(
        refused.messages().contains("those of fashion-mnist (T-shirt/top, Trouser, Pullover …)"),
        refused.messages());
  }

  @Test
  void whatIsNoModelIsASentence() throws IOException {
    byte[] good = Files.readAllBytes(run.resolve("model.safetensors"));
    fails(Arrays.copyOf(good, good.length / 2), "the file is cut short");
    fails(new byte[0], "");
    fails("hello, world".getBytes(StandardCharsets.UTF_8), "another kind of file");
    fails(withoutMetadata(), "expected weights of a network of the zoo");
    var absent = evaluate(runs.resolve("absent"));
    assertEquals(Exit.FAILED, absent.exit());
    assertTrue(absent.messages().contains("found neither"), absent.messages());
  }

  private static byte[] withoutMetadata() {
    byte[] header = "{}      ".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + header.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private static void fails(byte[] content, String problem) throws IOException {
    Path file = Files.write(runs.resolve("bad.safetensors"), content);
    var failed = evaluate(file);
    assertEquals(Exit.FAILED, failed.exit());
    assertEquals("", failed.out());
    assertTrue(failed.messages().startsWith("fovea: " + file), failed.messages());
    assertTrue(failed.messages().contains(problem), failed.messages());
    assertEquals(1, failed.messages().lines().count(), failed.messages());
  }

  @Test
  void aTrainingOfAnotherVersionNeedsNoMoreThanItsData() {
    Path file = runs.resolve("other.safetensors");
    var model = ModelFile.read(run.resolve("model.safetensors"));
    var card = model.card();
    var task = card.provenance().object("task").with("recipe", JsonObject.empty());
    var other = card.provenance().with("program", "fovea 0.0").with("task", task);
    var changed = new ModelCard(card.blueprint(), card.classes(), card.preprocessing(), other);
    new ModelFile(changed, model.values()).write(file);
    var done = evaluate(file);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(accuracy, done.object().real("accuracy"));
    var unknown = task.with("split", JsonObject.empty());
    var damaged = card.provenance().with("task", unknown);
    new ModelFile(
            new ModelCard(card.blueprint(), card.classes(), card.preprocessing(), damaged),
            model.values())
        .write(file);
    var failed = evaluate(file);
    assertEquals(Exit.FAILED, failed.exit());
    assertTrue(failed.messages().startsWith("fovea: " + file), failed.messages());
    assertTrue(failed.messages().contains("shares"), failed.messages());
  }

  @Test
  void aCardThatContradictsItselfIsASentence() {
    Path file = runs.resolve("contradiction.safetensors");
    var model = ModelFile.read(run.resolve("model.safetensors"));
    var card = model.card();
    var fewer =
        new ModelCard(card.blueprint(), List.of("a", "b"), card.preprocessing(), card.provenance());
    new ModelFile(fewer, model.values()).write(file);
    var failed = evaluate(file);
    assertEquals(Exit.FAILED, failed.exit());
    assertTrue(
        failed.messages().contains("expected 10 names of classes, found 2"), failed.messages());
  }
}
