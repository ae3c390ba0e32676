package fovea.app.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.InitialWeights;
import fovea.app.PhotoFiles;
import fovea.app.session.Exit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a user's photos, their groups, and how a model does on each. */
class FinetuneSplitTest {

  @TempDir private static Path folder;
  private static Path photos;
  private static Path weights;

  @BeforeAll
  static void prepare() throws IOException {
    photos = PhotoFiles.write(folder.resolve("photos"), 20, 1);
    weights = InitialWeights.write(folder.resolve("weights.safetensors"), "cifar_resnet20");
  }

  private static CommandRun finetune(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("finetune", photos, "--from", weights, "--freeze", "all", "--json"));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  @Test
  void aModelIsJudgedByEachPart() {
    Path run = folder.resolve("run");
    var done = finetune("--test", "0.2", "--train-dev", "0.1", "--val", "0.1", "--out", run);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(
        done.messages().contains("24 for training, 4 for train-dev, 4 for validation, 8 for test"),
        done.messages());
    assertTrue(done.messages().contains("test, looked at once"), done.messages());
    assertEquals(24, done.object().integer("train"));
    var held = done.object().object("held");
    assertEquals(8, held.object("test").integer("n"));
    for (String part : List.of("test", "train-dev")) {
      var evaluated = CommandRun.of("evaluate", run, "--data", part, "--json");
      assertEquals(Exit.DONE, evaluated.exit(), evaluated.messages());
      var own = held.object(part.replace('-', '_'));
      assertEquals(own.integer("n"), evaluated.object().integer("n"));
      assertEquals(own.real("accuracy"), evaluated.object().real("accuracy"));
      assertEquals(0, evaluated.object().integer("learned"));
    }
    var validation = CommandRun.of("evaluate", run, "--data", "dev", "--json");
    assertEquals(done.object().real("baseline_accuracy"), validation.object().real("accuracy"));
    var training = CommandRun.of("evaluate", run, "--data", "training", "--json");
    assertEquals(24, training.object().integer("n"));
    assertEquals(24, training.object().integer("learned"));
  }

  @Test
  void groupsComeFromPathsOrATable() throws IOException {
    var byPath = finetune("--group", "([0-9])\\.png", "--out", folder.resolve("by-path"));
    assertEquals(Exit.DONE, byPath.exit(), byPath.messages());
    assertTrue(
        byPath.messages().contains("10 groups of photos, by ([0-9])\\.png in their paths"),
        byPath.messages());
    assertEquals(32, byPath.object().integer("train"));

    var rows = new StringBuilder("patient,file\n");
    for (int i = 0; i < 20; i++) {
      rows.append("p%d,blue/%02d.png%np%d,red/%02d.png%n".formatted(i / 4, i, i / 4, i));
    }
    Path table = Files.writeString(folder.resolve("who.csv"), rows.append("p9,not/there.png\n"));
    var byTable = finetune("--group", table + ":patient", "--out", folder.resolve("by-table"));
    assertEquals(Exit.DONE, byTable.exit(), byTable.messages());
    assertTrue(
        byTable.messages().contains("5 groups of photos, by " + table + ":patient"),
        byTable.messages());
    assertEquals(8, byTable.object().integer("validation"));
  }

  @Test
  void photosThatAreNearlyInBothPartsAreNamed() throws IOException {
    Path leaking = folder.resolve("leaking");
    PhotoFiles.write(leaking.resolve("train"), 6, 1);
    PhotoFiles.write(leaking.resolve("val"), 2, 2);
    PhotoFiles.write(leaking.resolve("test"), 2, 3);
    BufferedImage photo = ImageIO.read(leaking.resolve("train/red/03.png").toFile());
    var larger =
        new BufferedImage(3 * photo.getWidth(), 3 * photo.getHeight(), BufferedImage.TYPE_INT_RGB);
    larger.createGraphics().drawImage(photo, 0, 0, larger.getWidth(), larger.getHeight(), null);
    ImageIO.write(larger, "png", leaking.resolve("test/red/large.png").toFile());
    var done =
        CommandRun.of(
            "finetune",
            leaking,
            "--from",
            weights,
            "--freeze",
            "all",
            "--json",
            "--out",
            folder.resolve("leaks"));
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(1, done.object().integer("near_leaks"));
    assertEquals(0, done.object().integer("leaks"));
    assertTrue(
        done.messages().contains("1 of the 5 test photos (20.00 %) are training photos, too"),
        done.messages());
  }

  @Test
  void misunderstandingsAreSentences() throws IOException {
    says(Exit.FAILED, "sum is below 1", finetune("--val", "0.5", "--test", "0.5"));
    says(Exit.USAGE, "--train-dev", finetune("--train-dev", "1.5"));
    says(Exit.USAGE, "expected a folder, or a number", finetune("--test", "no/where"));
    says(Exit.USAGE, "unclosed group", finetune("--group", "(a"));
    says(Exit.USAGE, "group in parentheses", finetune("--group", "abc"));
    says(Exit.FAILED, "found none of any of the 40 photos", finetune("--group", "(nothing)"));
    says(Exit.FAILED, "expected at least 2 groups", finetune("--group", "(png)"));
    Path table = folder.resolve("odd.csv");
    says(Exit.USAGE, "cannot be read", finetune("--group", table + ":patient"));
    Files.writeString(table, "file,who\na.png,x\na.png,y\n");
    says(Exit.USAGE, "expected a column patient", finetune("--group", table + ":patient"));
    says(Exit.USAGE, "line 3: expected one group", finetune("--group", table + ":who"));
    says(Exit.USAGE, "has the files", finetune("--group", table + ":file"));
    Files.writeString(table, "file,who\na.png\n\"");
    says(Exit.USAGE, "odd.csv", finetune("--group", table + ":who"));
    says(
        Exit.USAGE,
        "which evaluate takes",
        CommandRun.of("explain", weights, "--method", "evaluation", "--data", "test"));
  }

  private static void says(int exit, String words, CommandRun run) {
    assertTrue(run.messages().contains(words), run.messages());
    assertEquals(exit, run.exit(), run.messages());
  }
}
