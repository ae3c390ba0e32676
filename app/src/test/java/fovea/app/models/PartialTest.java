package fovea.app.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.InitialWeights;
import fovea.app.PhotoFiles;
import fovea.app.session.Exit;
import fovea.format.JsonObject;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that do not fill their network, on the command line. */
class PartialTest {

  @TempDir private static Path folder;
  private static Path photos;
  private static Path photo;
  private static Path headless;

  @BeforeAll
  static void prepare() throws IOException {
    photos = PhotoFiles.write(folder.resolve("photos"), 8, 1);
    photo = photos.resolve("red/00.png");
    headless = weights("headless", name -> name.startsWith("linear") ? "old" + name : name);
  }

  /** Initial values of {@code cifar_resnet20} under other names. */
  private static Path weights(String file, UnaryOperator<String> naming) {
    return InitialWeights.write(folder.resolve(file + ".safetensors"), "cifar_resnet20", naming);
  }

  @Test
  void aHeadThatWasNotLoadedDoesNotPredict() {
    var said =
        CommandRun.of(
            "predict", headless, photo, "--arch", "cifar_resnet20", "--partial", "--json");
    assertEquals(Exit.FAILED, said.exit());
    assertEquals("", said.out());
    List<String> lines = said.messages().lines().toList();
    assertTrue(lines.get(0).contains(": loaded 95 of 97 tensors of cifar_resnet20: "));
    assertTrue(
        lines.get(1).endsWith("initial values stay: 2 tensors: linear.weight, linear.bias"),
        lines.get(1));
    assertTrue(
        lines.get(2).endsWith("in the file: 2 tensors: oldlinear.weight, oldlinear.bias"),
        lines.get(2));
    assertTrue(lines.getLast().contains("fine-tune it on your pictures first"), said.messages());

    Path out = folder.resolve("part.onnx");
    var converted =
        CommandRun.of("convert", headless, out, "--arch", "cifar_resnet20", "--partial", "--json");
    assertEquals(Exit.DONE, converted.exit(), converted.messages());
    JsonObject json = converted.object();
    assertTrue(json.array("loaded").strings().contains("conv1.weight"), converted.out());
    assertEquals(List.of("linear.weight", "linear.bias"), json.array("not_loaded").strings());
    assertEquals(List.of("oldlinear.weight", "oldlinear.bias"), json.array("left_over").strings());
    for (CommandRun refused :
        List.of(
            CommandRun.of("predict", out, photo),
            CommandRun.of("evaluate", out, "--data", photos))) {
      assertEquals(Exit.FAILED, refused.exit());
      assertTrue(refused.messages().contains("found initial values in linear"), refused.messages());
    }

    Path run = folder.resolve("run");
    var tuned =
        CommandRun.ofLine(
            "finetune %s --from %s --freeze all --val 0.5 --out %s".formatted(photos, out, run));
    assertEquals(Exit.DONE, tuned.exit(), tuned.messages());
    assertEquals(Exit.DONE, CommandRun.of("predict", run, photo).exit());
  }

  @Test
  void nothingThatFitsIsAnError() {
    Path out = folder.resolve("nothing.safetensors");
    Path other = weights("other", name -> "a" + name);
    var refused = CommandRun.of("convert", other, out, "--arch", "cifar_resnet20", "--partial");
    assertEquals(Exit.FAILED, refused.exit());
    assertFalse(Files.exists(out));
    assertTrue(refused.messages().contains("found none that fits"), refused.messages());
  }

  @Test
  void whatNamesBeginWithIsSaid() {
    Path copies = weights("copies", name -> (name.startsWith("layer1") ? "ema." : "model.") + name);
    var refused = CommandRun.of("predict", copies, photo, "--prefix", "net");
    assertEquals(Exit.FAILED, refused.exit());
    assertTrue(
        refused.messages().contains("expected names that begin with net., found model"),
        refused.messages());
    Path model = weights("model", name -> "model." + name);
    var done = CommandRun.of("predict", model, photo, "--prefix", "model.", "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.messages().contains("tensors begin with model.\n"), done.messages());
  }

  @Test
  void aCheckpointOfLightningIsRead() {
    Path file = TestData.path("cases/lightning-prefix-model-cifar_resnet20.ckpt");
    for (String option : List.of("--json", "--partial")) {
      var done = CommandRun.of("predict", file, photo, "--arch", "cifar_resnet20", option);
      assertEquals(Exit.DONE, done.exit(), done.messages());
      assertTrue(done.messages().contains("tensors begin with model.\n"), done.messages());
    }
  }
}
