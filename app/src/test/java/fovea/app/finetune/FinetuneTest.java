package fovea.app.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.InitialWeights;
import fovea.app.PhotoFiles;
import fovea.app.session.Exit;
import fovea.format.JsonNull;
import fovea.format.Safetensors;
import fovea.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinetuneTest {
  private static final int COUNT = 12;

  @TempDir private static Path folder;
  private static Path photos;
  private static Path weights;

  @BeforeAll
  static void prepare() throws IOException {
    photos = folder.resolve("photos");
    PhotoFiles.write(photos.resolve("train"), COUNT, 1);
    PhotoFiles.write(photos.resolve("val"), COUNT / 2, 2);
    weights = InitialWeights.write(folder.resolve("weights.safetensors"), "cifar_resnet20");
  }

  private static CommandRun finetune(String more) {
    return CommandRun.ofLine("finetune %s --from %s --json %s".formatted(photos, weights, more));
  }

  @Test
  void theHeadLearnsFirstAndThenTheRest() throws IOException {
    Path run = folder.resolve("run");
    var done = finetune("--epochs 1 --batch 8 --head-lr 0.01 --out " + run);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.messages().contains("… layer3.2.conv2"), done.messages());
    assertTrue(done.messages().contains("trains, rate 0.001"), done.messages());
    assertTrue(done.messages().contains("batch norms"), done.messages());
    assertEquals(2 * COUNT, done.object().integer("train"));
    assertEquals(COUNT, done.object().integer("validation"));
    assertTrue(done.object().real("baseline_accuracy") > 0.7, done.out());
    assertTrue(Files.exists(run.resolve("split.json")));
    assertTrue(Files.exists(run.resolve("baseline.safetensors")));
    assertTrue(done.object().object("kept").string("why").startsWith("kept: "), done.out());
    assertEquals(
        List.of("blue", "red"), ModelFile.read(run.resolve("model.safetensors")).card().classes());

    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains("What was kept") && page.contains("tuned network"), "the page");
    var evaluated = CommandRun.of("evaluate", run, "--data", photos, "--json");
    assertEquals(Exit.DONE, evaluated.exit(), evaluated.messages());
    assertEquals(COUNT, evaluated.object().integer("n"));
    assertEquals(done.object().real("accuracy"), evaluated.object().real("accuracy"));
    var predicted = CommandRun.of("predict", run, photos.resolve("val/red/00.png"));
    assertEquals(Exit.DONE, predicted.exit(), predicted.messages());
  }

  @Test
  void aFrozenNetworkStaysAsItIs() {
    Path run = folder.resolve("frozen");
    var done = finetune("--freeze all --val 0.25 --out " + run);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.messages().contains("frozen"), done.messages());
    assertEquals(done.object().real("baseline_accuracy"), done.object().real("accuracy"));
    assertEquals(new JsonNull(), done.object().member("tuned_accuracy"));
    assertEquals(2 * COUNT * 3 / 4, done.object().integer("train"));
    assertFalse(Files.exists(run.resolve("baseline.safetensors")));
    var before = Safetensors.read(weights).array("layer1.0.conv1.weight").toDoubles();
    var after = ModelFile.read(run.resolve("model.safetensors")).values();
    assertArrayEquals(before, after.get("layer1.0.conv1.weight").doubles());
  }

  @Test
  void aPartMayBeFrozenAndUnfreezeed() {
    Path run = folder.resolve("part");
    var done = finetune("--freeze layer2 --unfreeze-after 1 --epochs 2 --batch 12 --out " + run);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.messages().contains("conv1 … layer2.2.conv2"), done.messages());
    assertTrue(done.messages().contains("everything is unfrozen after epoch 1"), done.messages());
    var before = Safetensors.read(weights).array("conv1.weight").toDoubles();
    var after = ModelFile.read(run.resolve("tuned.safetensors")).values();
    assertFalse(Arrays.equals(before, after.get("conv1.weight").doubles()));
  }

  @Test
  void aRunGoesOnToTheSameBits() throws IOException {
    Path straight = folder.resolve("straight");
    String words =
        "--epochs 2 --batch 4 --freeze layer1 --checkpoint-every 2steps --keep-checkpoints 9 --out"
            + " ";
    assertEquals(Exit.DONE, finetune(words + straight).exit());
    Path run = Files.createDirectories(folder.resolve("killed/checkpoints")).getParent();
    Path checkpoint = Path.of("checkpoints/step-000000006.safetensors");
    for (String file : List.of("run.json", "finetune.json", "baseline.safetensors")) {
      Files.copy(straight.resolve(file), run.resolve(file));
    }
    Files.copy(straight.resolve(checkpoint), run.resolve(checkpoint));
    Files.writeString(run.resolve("checkpoints/step-000000008.safetensors"), "cut");
    var resumed = CommandRun.of("finetune", "--resume", run, "--checkpoint-every", "2steps");
    assertEquals(Exit.DONE, resumed.exit(), resumed.messages());
    assertTrue(resumed.messages().contains("going on with " + run), resumed.messages());
    assertTrue(
        resumed.messages().contains("goes on from the checkpoint before"), resumed.messages());
    assertArrayEquals(
        Files.readAllBytes(straight.resolve("model.safetensors")),
        Files.readAllBytes(run.resolve("model.safetensors")));
    var again = CommandRun.of("finetune", "--resume", run, "--epochs", "3", "--json");
    assertEquals(Exit.DONE, again.exit(), again.messages());
    assertEquals(3, again.object().integer("epochs"));
    Files.delete(run.resolve("run.json"));
    says(
        Exit.FAILED,
        "expected a fine-tuning of the command line",
        CommandRun.of("finetune", "--resume", run));
  }

  @Test
  void aRunThatHasComputedNothingBeginsAgain() throws IOException {
    Path straight = folder.resolve("head");
    assertEquals(Exit.DONE, finetune("--freeze all --out " + straight).exit());
    Path run = Files.createDirectories(folder.resolve("first moment"));
    Files.copy(straight.resolve("run.json"), run.resolve("run.json"));
    var resumed = CommandRun.of("finetune", "--resume", run);
    assertEquals(Exit.DONE, resumed.exit(), resumed.messages());
    assertTrue(resumed.messages().contains("it begins again"), resumed.messages());
    assertArrayEquals(
        Files.readAllBytes(straight.resolve("model.safetensors")),
        Files.readAllBytes(run.resolve("model.safetensors")));
  }

  @Test
  void misunderstandingsAreSentences() throws IOException {
    says(Exit.USAGE, "--unfreeze-after", finetune("--unfreeze-after 1"));
    says(Exit.FAILED, "layer9", finetune("--freeze layer9"));
    says(Exit.USAGE, "--epochs: is for", finetune("--freeze all --epochs 2"));
    says(Exit.USAGE, "--tensorboard: is for", finetune("--freeze all --tensorboard none"));
    says(Exit.USAGE, "--checkpoint-every: is", finetune("--freeze all --checkpoint-every 9steps"));
    says(Exit.USAGE, "--head-lr: is for", finetune("--quick --head-lr 0.1"));
    says(Exit.USAGE, "--quick: found --best", finetune("--quick --best"));
    says(Exit.USAGE, "--val", finetune("--val 1.5"));
    says(Exit.USAGE, "no preprocessing 'imagnet'", finetune("--preprocessing imagnet"));
    says(Exit.FAILED, "did you mean cifar_resnet20", finetune("--arch cifar_resnet2"));
    says(
        Exit.FAILED,
        "expected a model, or the name of published weights",
        CommandRun.of("finetune", photos, "--from", folder.resolve("absent.pth")));
    says(Exit.USAGE, "PHOTOS_DIR: expected a folder of photos", CommandRun.of("finetune"));
    says(
        Exit.USAGE,
        "--resume: a run goes on with what it began with",
        CommandRun.of("finetune", photos, "--resume", folder));
    says(Exit.FAILED, "found neither", CommandRun.of("finetune", "--resume", folder));
    Path one = folder.resolve("one");
    PhotoFiles.write(one, 1, 1);
    Files.delete(one.resolve("red/00.png"));
    says(Exit.FAILED, "red", CommandRun.of("finetune", one, "--from", weights));
    Files.delete(one.resolve("red"));
    says(Exit.FAILED, "at least two classes", CommandRun.of("finetune", one, "--from", weights));
  }

  @Test
  void unreadablePhotosAreSkippedAndNamed() throws IOException {
    Path some = folder.resolve("some");
    PhotoFiles.write(some, 8, 5);
    Files.writeString(some.resolve("red/notes.txt"), "nothing to see");
    byte[] picture = Files.readAllBytes(some.resolve("blue/00.png"));
    Files.write(some.resolve("blue/cut.png"), Arrays.copyOf(picture, picture.length / 2));
    Files.copy(some.resolve("red/01.png"), some.resolve("red/copy.png"));
    var done =
        CommandRun.of(
            "finetune",
            some,
            "--from",
            weights,
            "--freeze",
            "all",
            "--json",
            "--val",
            "0.5",
            "--out",
            folder.resolve("skipping"));
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(2, done.object().integer("skipped"));
    assertTrue(done.messages().contains("notes.txt"), done.messages());
    assertTrue(done.messages().contains("cut.png"), done.messages());
  }

  private static void says(int exit, String words, CommandRun run) {
    assertEquals(exit, run.exit(), run.messages());
    String last = run.messages().lines().reduce((_, line) -> line).orElse("");
    assertTrue(last.startsWith("fovea") && last.contains(words), run.messages());
  }
}
