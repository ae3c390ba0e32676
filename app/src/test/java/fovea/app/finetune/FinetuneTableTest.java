package fovea.app.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.InitialWeights;
import fovea.app.session.Exit;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learned of photos that a table names: their red and green tell all. */
class FinetuneTableTest {
  private static final int COUNT = 120;

  @TempDir private static Path folder;
  private static Path weights;

  @BeforeAll
  static void prepare() throws IOException {
    weights = InitialWeights.write(folder.resolve("weights.safetensors"), "cifar_resnet20");
    var random = new Random(1);
    var numbers = new StringBuilder("file,red,green\n");
    var labels = new StringBuilder("file,labels\n");
    var binary = new StringBuilder("file,reddish\n");
    for (int i = 0; i < COUNT; i++) {
      int red = random.nextInt(200);
      int green = random.nextInt(200);
      String name = "%03d.png".formatted(i);
      ImageIO.write(picture(red, green, random), "png", folder.resolve(name).toFile());
      numbers.append("%s,%d,%d\n".formatted(name, red, green));
      labels.append(
          "%s,%s%s\n".formatted(name, red > 100 ? "red|" : "", green > 100 ? "green" : ""));
      binary.append("%s,%d\n".formatted(name, red > 100 ? 1 : 0));
    }
    Files.writeString(folder.resolve("numbers.csv"), numbers);
    Files.writeString(folder.resolve("labels.csv"), labels);
    Files.writeString(folder.resolve("binary.csv"), binary);
  }

  private static BufferedImage picture(int red, int green, Random random) {
    var picture = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 40; x++) {
        int noise = random.nextInt(50);
        picture.setRGB(x, y, red + noise << 16 | green + noise << 8 | noise);
      }
    }
    return picture;
  }

  private static CommandRun finetune(String table, Path run, String... more) {
    Object[] words = new Object[7 + more.length];
    Object[] first = {"finetune", folder.resolve(table), "--from", weights, "--out", run, "--json"};
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    return CommandRun.of(words);
  }

  private static JsonObject done(CommandRun run) {
    assertEquals(Exit.DONE, run.exit(), run.messages());
    return run.object();
  }

  private static JsonObject first(CommandRun run) {
    assertEquals(Exit.DONE, run.exit(), run.messages());
    return ((JsonArray) run.json()).objects().getFirst();
  }

  @Test
  void numbersAreLearnedAndGivenInTheirUnits() throws IOException {
    Path run = folder.resolve("run-numbers");
    JsonObject tuned =
        done(
            finetune(
                "numbers.csv",
                run,
                "--epochs",
                "4",
                "--batch",
                "8",
                "--test",
                "0.2",
                "--head-lr=0.003",
                "--base-lr=0.003",
                "--threads=1",
                "--seed=2"));
    assertEquals("regression", tuned.string("task"));
    double error = tuned.object("held").object("test").real("mean_absolute_error");
    assertTrue(error < 40, tuned.toString());
    JsonObject judged = done(CommandRun.of("evaluate", run, "--json"));
    assertEquals(error, judged.real("mean_absolute_error"), 1e-3);
    assertEquals(tuned.object("held").object("test").integer("n"), judged.integer("n"));
    assertEquals(
        judged.real("r2"),
        judged.array("per_number").objects().stream()
            .mapToDouble(number -> number.real("r2"))
            .average()
            .orElseThrow(),
        1e-9);
    var predicted = CommandRun.of("predict", run, folder.resolve("000.png"), "--json");
    JsonObject values = first(predicted).object("values");
    assertTrue(values.real("red") > -100 && values.real("red") < 300, values.toString());
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains("Predictions of green") && page.contains("R²"), "the page");
    var refused = CommandRun.of("evaluate", run, "--data", folder.resolve("labels.csv"));
    assertEquals(Exit.FAILED, refused.exit());
    assertTrue(refused.messages().contains("(red, green), found labels"), refused.messages());
    var classes = CommandRun.of("evaluate", run, "--data", "digits");
    assertTrue(classes.messages().contains("expected photos with their numbers"));
  }

  @Test
  void changedNumbersAreNotResumed() throws IOException {
    Path run = folder.resolve("run-changed");
    Path table = folder.resolve("changed.csv");
    Files.copy(folder.resolve("numbers.csv"), table);
    done(finetune("changed.csv", run, "--freeze", "all"));
    String text = Files.readString(table);
    Files.writeString(table, text.replaceFirst("000.png,\\d+", "000.png,77"));
    var again = CommandRun.of("finetune", "--resume", run, "--json");
    assertEquals(Exit.FAILED, again.exit());
    assertTrue(again.messages().contains("000.png has changed"), again.messages());
  }

  @Test
  void labelsAreFound() {
    Path run = folder.resolve("run-labels");
    JsonObject tuned = done(finetune("labels.csv", run, "--freeze", "all"));
    assertEquals("multi-label", tuned.string("task"));
    assertEquals(2, tuned.integer("classes"));
    assertTrue(tuned.real("baseline_accuracy") > 0.6, tuned.toString());
    JsonObject judged = done(CommandRun.of("evaluate", run, "--json"));
    assertEquals(tuned.real("baseline_accuracy"), judged.real("accuracy"), 1e-9);
    assertEquals(2, judged.array("per_label").values().size());
    var all = CommandRun.of("evaluate", run, "--data", folder.resolve("labels.csv"), "--json");
    assertEquals(COUNT, done(all).integer("n"));
    var predicted = CommandRun.of("predict", run, folder.resolve("000.png"));
    assertTrue(predicted.messages().contains("labels, each with a probability"));
  }

  @Test
  void twoClassesAreToldApartByOneNumber() {
    Path run = folder.resolve("run-binary");
    JsonObject tuned = done(finetune("binary.csv", run, "--epochs", "1", "--batch", "8"));
    assertEquals("binary", tuned.string("task"));
    JsonObject judged = done(CommandRun.of("evaluate", run, "--json"));
    assertEquals(tuned.real("accuracy"), judged.real("accuracy"), 1e-9);
    var answer = CommandRun.of("predict", run, folder.resolve("000.png"), "--json");
    JsonObject first = first(answer);
    assertEquals("binary", first.string("task"));
    double sum =
        first.array("top").objects().stream().mapToDouble(each -> each.real("probability")).sum();
    assertEquals(1, sum, 1e-6);
  }

  @Test
  void optionsOfTablesAreForTables() throws IOException {
    var run =
        CommandRun.of("finetune", folder, "--from", weights, "--target-columns", "red", "--json");
    assertEquals(Exit.USAGE, run.exit());
    assertTrue(run.messages().contains("is for a table of photos, found the folder"));
    var weighted = finetune("numbers.csv", folder.resolve("x"), "--label-smoothing", "0.1");
    assertTrue(weighted.messages().contains("goes with classes"), weighted.messages());
    Path val = Files.createDirectories(folder.resolve("val"));
    var held = finetune("numbers.csv", folder.resolve("y"), "--val", val.toString());
    assertTrue(held.messages().contains("whose targets are known"), held.messages());
  }
}
