package fovea.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareRunsTest {

  @TempDir private static Path folder;
  private static Path runs;

  @BeforeAll
  static void train() throws IOException {
    Path data = TinyData.write(folder.resolve("data"), "mnist");
    runs = folder.resolve("runs");
    String usual = "train --model softmax --data mnist --data-dir " + data + " --epochs 2 --out ";
    for (String more : new String[] {"a", "b --seed 2", "c --augment random_crop:padding=2"}) {
      var done = CommandRun.ofLine(usual + runs + "/" + more);
      assertEquals(Exit.DONE, done.exit(), done.messages());
    }
  }

  @Test
  void showsATable() {
    var done = CommandRun.of("runs", runs);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.out().startsWith("run  "), done.out());
    assertTrue(done.out().contains("random_crop:padding=2,border=black"), done.out());
    assertTrue(done.out().contains("the same in all: model softmax"), done.out());
    assertTrue(done.messages().contains("augmentation differs (none: "), done.messages());
    assertTrue(done.messages().contains("--by-seed puts them together"), done.messages());
  }

  @Test
  void warnsOfPicturesThatHaveChanged() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("changed/a"));
    Path same = Files.createDirectories(folder.resolve("changed/b"));
    for (String name : new String[] {"model.safetensors", "events.jsonl", "run.json"}) {
      Files.copy(runs.resolve("a").resolve(name), copy.resolve(name));
      Files.copy(runs.resolve("a").resolve(name), same.resolve(name));
    }
    String record = Files.readString(copy.resolve("run.json"));
    Files.writeString(
        copy.resolve("run.json"),
        record
            .replaceFirst("\"fingerprint\": \"[0-9a-f]{4}", "\"fingerprint\": \"beef")
            .replace("\"finished\"", "\"failed\""));
    var done = CommandRun.of("runs", copy.getParent());
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(
        done.messages().contains("the training pictures differ although all are mnist"),
        done.messages());
    assertTrue(done.out().contains("2, failed"), done.out());
    Files.writeString(copy.resolve("run.json"), "{}");
    var damaged = CommandRun.of("runs", copy.getParent());
    assertEquals(Exit.FAILED, damaged.exit());
    assertTrue(damaged.messages().contains("run.json"), damaged.messages());
  }

  @Test
  void givesTheSameToPrograms() {
    var done = CommandRun.of("runs", runs.resolve("a"), runs.resolve("b"), "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    JsonObject json = done.object();
    assertEquals(2, json.array("runs").values().size());
    assertEquals(0, json.array("warnings").values().size());
    JsonObject first = json.array("runs").objects().getFirst();
    assertEquals(2, first.integer("epochs"));
    assertTrue(first.object("last").real("accuracy") > 0.1);
    assertEquals(2, json.array("by_seed").objects().getFirst().array("runs").values().size());
  }

  @Test
  void putsSeedsTogetherAndSorts() {
    var done = CommandRun.of("runs", runs, "--by-seed", "--sort", "name");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(2, done.out().lines().filter(line -> line.contains(" %")).count(), done.out());
    assertTrue(done.out().contains(" ± "), done.out());
    var wrong = CommandRun.of("runs", runs, "--sort", "resutl");
    assertEquals(Exit.USAGE, wrong.exit());
    assertTrue(wrong.messages().contains("result"), wrong.messages());
  }

  @Test
  void drawsCurvesAndWritesAPage() throws IOException {
    for (String name : new String[] {"runs.html", "runs.png", "runs.svg"}) {
      Path file = folder.resolve(name);
      var done = CommandRun.of("runs", runs, "--out", file);
      assertEquals(Exit.DONE, done.exit(), done.messages());
      assertTrue(Files.size(file) > 5_000, name);
      assertEquals(Exit.USAGE, CommandRun.of("runs", runs, "--out", file).exit());
      assertEquals(Exit.DONE, CommandRun.of("runs", runs, "--out", file, "--force").exit());
    }
    String page = Files.readString(folder.resolve("runs.html"));
    assertTrue(page.contains("Augmentation differs"), page);
    assertFalse(page.contains("http://localhost"), page);
    assertEquals(
        Exit.USAGE, CommandRun.of("runs", runs, "--out", folder.resolve("runs.txt")).exit());
  }

  @Test
  void namesWhatCannotBeRead() throws IOException {
    Path some = folder.resolve("some");
    Path broken = Files.createDirectories(some.resolve("broken"));
    Files.writeString(broken.resolve("model.safetensors"), "no model");
    Files.createDirectories(some.resolve("started/checkpoints"));
    var done = CommandRun.of("runs", some);
    assertEquals(Exit.FAILED, done.exit());
    assertTrue(done.out().contains("started"), done.out());
    long named = done.messages().lines().filter(line -> line.contains("broken")).count();
    assertEquals(1, named, done.messages());
    var none = CommandRun.of("runs", folder.resolve("none"));
    assertEquals(Exit.FAILED, none.exit());
    assertTrue(none.messages().contains("train something first"), none.messages());
  }
}
