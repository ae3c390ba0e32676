package fovea.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictTest {

  @TempDir private static Path folder;
  private static Path run;
  private static Path picture;

  @BeforeAll
  static void train() throws IOException {
    TinyData.write(folder, "mnist");
    run = folder.resolve("run");
    picture = TinyData.picture(folder.resolve("digit.bmp"), 0);
    var trained =
        CommandRun.ofLine(
            ("train --data mnist --data-dir %s --epochs 2 --out %s").formatted(folder, run));
    assertEquals(Exit.DONE, trained.exit(), trained.messages());
  }

  @Test
  void namesTheLikeliestClasses() {
    var done = CommandRun.of("predict", run, picture, "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(1, done.out().lines().count(), "nothing but JSON");
    var answers = ((JsonArray) done.json()).values();
    var answer = (JsonObject) answers.getFirst();
    assertEquals(picture.toString(), answer.string("file"));
    var top = answer.array("top").values().stream().map(JsonObject.class::cast).toList();
    assertEquals(5, top.size());
    assertEquals(List.of("class", "probability"), List.copyOf(top.getFirst().members().keySet()));
    assertTrue(top.getFirst().real("probability") >= top.getLast().real("probability"), done.out());
    assertTrue(done.messages().contains("inverted: dark on light"), done.messages());
  }

  @Test
  void aDamagedPictureIsShownWithAWarning() throws IOException {
    var whole = new ByteArrayOutputStream();
    ImageIO.write(ImageIO.read(picture.toFile()), "jpeg", whole);
    byte[] cut = Arrays.copyOf(whole.toByteArray(), whole.size() - 20);
    cut[cut.length - 2] = (byte) 0xFF;
    cut[cut.length - 1] = (byte) 0xD9;
    Path damaged = Files.write(folder.resolve("damaged.jpg"), cut);
    var done = CommandRun.of("predict", run, damaged, "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.messages().contains(damaged + ": its data is corrupt"), done.messages());
    var answer = (JsonObject) ((JsonArray) done.json()).values().getFirst();
    assertEquals(1, answer.array("warnings").values().size());
  }

  @Test
  void drawsBarsForPeople() {
    var done = CommandRun.of("predict", run.resolve("model.safetensors"), picture);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    List<String> lines = done.out().lines().toList();
    assertEquals(picture.toString(), lines.getFirst());
    assertEquals(6, lines.size());
    assertTrue(lines.get(1).contains("━") && lines.get(1).endsWith(" %"), lines.get(1));
  }

  @Test
  void aBadPictureDoesNotKeepTheOthersFromBeingSeen() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.png"), "no picture");
    Path absent = folder.resolve("absent.png");
    var done = CommandRun.of("predict", run, text, picture, absent, picture, "--json");
    assertEquals(Exit.FAILED, done.exit());
    assertEquals(2, ((JsonArray) done.json()).values().size());
    assertTrue(done.messages().contains("fovea: " + text + ": expected a picture, found text"));
    assertTrue(done.messages().contains("fovea: " + absent + ": expected a picture, found no"));
  }

  @Test
  void theReferenceSeesTheSame() {
    var fast = CommandRun.of("predict", run, picture, "--json");
    var reference = CommandRun.of("predict", run, picture, "--json", "--device", "reference");
    assertEquals(Exit.DONE, reference.exit(), reference.messages());
    assertTrue(reference.messages().startsWith("device: reference"), reference.messages());
    assertEquals(probability(fast), probability(reference), 1e-4);
  }

  private static double probability(CommandRun run) {
    var answer = (JsonObject) ((JsonArray) run.json()).values().getFirst();
    return ((JsonObject) answer.array("top").values().getFirst()).real("probability");
  }

  @Test
  void wantsAPicture() {
    var refused = CommandRun.of("predict", run);
    assertEquals(Exit.USAGE, refused.exit());
    assertEquals("fovea predict: PICTURE is missing\n", refused.messages());
  }
}
