package fovea.app.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.InitialWeights;
import fovea.app.PhotoFiles;
import fovea.app.session.Exit;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the folders that are fine-tuned on, and by what a fine-tuning is judged later. */
class FinetuneFoldersTest {

  @TempDir private static Path folder;
  private static Path weights;

  @BeforeAll
  static void prepare() {
    weights = InitialWeights.write(folder.resolve("weights.safetensors"), "cifar_resnet20");
  }

  private static CommandRun finetune(Path photos, Path run) {
    return CommandRun.of(
        "finetune", photos, "--from", weights, "--freeze", "all", "--out", run, "--json");
  }

  private static CommandRun evaluate(Object... more) {
    List<Object> words = new ArrayList<>(List.of("evaluate"));
    words.addAll(List.of(more));
    words.add("--json");
    return CommandRun.of(words.toArray());
  }

  private static void says(String words, CommandRun run) {
    assertTrue(run.messages().contains(words), run.messages());
  }

  @Test
  void partsOfOtherNamesAreNoClasses() {
    var done =
        finetune(
            TestData.path("cases/folders-training-and-validation"), folder.resolve("run-parts"));
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(2, done.object().integer("classes"));
    assertEquals(20, done.object().integer("train"));
    assertEquals(10, done.object().integer("validation"));
    says("cats, dogs", done);
  }

  @Test
  void aRunIsJudgedByWhatWasHeldBack() throws IOException {
    Path photos = PhotoFiles.write(folder.resolve("held"), 10, 1);
    Path run = folder.resolve("run-held");
    var done = finetune(photos, run);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    var own = evaluate(run);
    assertEquals(Exit.DONE, own.exit(), own.messages());
    assertEquals(4, own.object().integer("n"));
    assertEquals(0, own.object().integer("learned"));
    assertEquals(done.object().real("baseline_accuracy"), own.object().real("accuracy"));
    says("judged by the 4 validation photos of the fine-tuning, in " + photos, own);

    Path copy = folder.resolve("held-copy");
    Files.move(photos, copy);
    var learned = evaluate(run, "--data", copy);
    assertEquals(20, learned.object().integer("n"));
    assertEquals(16, learned.object().integer("learned"));
    says("the model has learned from 16 of these 20 photos", learned);
    var gone = evaluate(run);
    assertEquals(Exit.FAILED, gone.exit());
    says("expected the 4 validation photos of the run, found none", gone);

    Path moved = folder.resolve("moved.safetensors");
    Files.copy(run.resolve("model.safetensors"), moved);
    var lonely = evaluate(moved);
    assertEquals(Exit.USAGE, lonely.exit());
    says("stands in the folder of its run", lonely);
  }

  @Test
  void testPhotosAreLeftForEvaluation() throws IOException {
    Path photos = folder.resolve("tested");
    PhotoFiles.write(photos.resolve("Train"), 10, 1);
    PhotoFiles.write(photos.resolve("Test"), 3, 2);
    Path run = folder.resolve("run-tested");
    var done = finetune(photos, run);
    assertEquals(16, done.object().integer("train"), done.messages());
    says(
        photos.resolve("Test") + " is not learned from: the model is judged by it once, at the end",
        done);
    says("a share of 0.2 of each class", done);
    var own = evaluate(run);
    assertEquals(6, own.object().integer("n"), own.messages());
    says("judged by the 6 test photos of the fine-tuning", own);
    assertEquals(
        done.object().object("held").object("test").real("accuracy"),
        own.object().real("accuracy"));
    var named = evaluate(run, "--data", photos);
    assertEquals(6, named.object().integer("n"), named.messages());
    says("judged by the photos in " + photos.resolve("Test"), named);
  }

  @Test
  void photosOfSomeClassesAreEnoughToBeJudgedBy() throws IOException {
    Path photos = PhotoFiles.write(folder.resolve("all"), 10, 1);
    Path run = folder.resolve("run-all");
    assertEquals(Exit.DONE, finetune(photos, run).exit());
    Path some = PhotoFiles.write(folder.resolve("some-classes"), 3, 5);
    Files.createDirectories(folder.resolve("blue-only"));
    Files.move(some.resolve("blue"), folder.resolve("blue-only/blue"));
    var done = evaluate(run, "--data", folder.resolve("blue-only"));
    assertEquals(3, done.object().integer("n"), done.messages());
    says("no pictures of 1 of the 2 classes, such as red", done);
    Files.move(some.resolve("red"), some.resolve("green"));
    says("green: expected one of the 2 classes (blue, red)", evaluate(run, "--data", some));
  }

  @Test
  void aRunIsNotKeptAmongThePhotos() throws IOException {
    Path photos = PhotoFiles.write(folder.resolve("kept"), 6, 1);
    var refused = finetune(photos, photos.resolve("runs/mine"));
    assertEquals(Exit.USAGE, refused.exit(), refused.messages());
    says("expected a folder outside of the photos", refused);
    assertFalse(Files.exists(photos.resolve("runs")));
    Path run = Files.createDirectories(photos.resolve("runs/earlier"));
    Files.writeString(run.resolve("events.jsonl"), "");
    var done = finetune(photos, folder.resolve("run-kept"));
    assertEquals(2, done.object().integer("classes"), done.messages());
    says("holds runs, so it is no class", done);
  }

  @Test
  void whatCannotWorkLeavesNothingBehind() throws IOException {
    Path run = folder.resolve("run-none");
    Path single = PhotoFiles.write(folder.resolve("single"), 1, 1);
    var refused = finetune(single, run);
    assertEquals(Exit.FAILED, refused.exit(), refused.messages());
    says("Have 2 or more of each class", refused);
    Path years = folder.resolve("years");
    PhotoFiles.write(years.resolve("2019"), 1, 1);
    PhotoFiles.write(years.resolve("2020"), 1, 1);
    refused = finetune(years, run);
    assertEquals(Exit.FAILED, refused.exit(), refused.messages());
    says("which hold the same folders, blue and red", refused);
    assertFalse(Files.exists(run));
  }
}
