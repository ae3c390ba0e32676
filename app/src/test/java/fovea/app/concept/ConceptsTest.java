package fovea.app.concept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.PhotoFiles;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Concepts are tested by folders of pictures, and what cannot be is a sentence. */
class ConceptsTest {

  private static final String LAYER = "fc";

  @TempDir private static Path data;
  private static Path model;
  private static Path photos;

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws IOException {
    TinyData.write(data, "mnist");
    model = data.resolve("model");
    assertEquals(
        Exit.DONE, CommandRun.of(TinyData.softmax(data, "--epochs", 1, "--out", model)).exit());
    photos = PhotoFiles.write(data.resolve("photos"), 44, 1);
    Files.writeString(photos.resolve("red/00.png"), "no picture");
    // It begins as a picture does, and is none.
    byte[] whole = Files.readAllBytes(photos.resolve("red/01.png"));
    Files.write(photos.resolve("red/01.png"), Arrays.copyOf(whole, 60));
  }

  private CommandRun concepts(Path concept, Object layer, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("concepts", model, "--concept", concept, "--random", photos.resolve("blue")));
    words.addAll(List.of("--layer", layer, "--data-dir", data, "--out", folder.resolve("out")));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  @Test
  void scoresArePrintedAndShownOnAPage() throws IOException {
    CommandRun run =
        concepts(
            photos.resolve("red"),
            LAYER,
            "--class",
            "3",
            "--class",
            "4",
            "--data",
            "mnist",
            "--trials",
            "10",
            "--json");
    assertEquals(Exit.DONE, run.exit(), run.messages());
    JsonObject found = run.object();
    assertEquals(10, found.integer("trials"));
    assertEquals(2, found.integer("pictures"));
    assertEquals(2, found.integer("skipped"));
    List<JsonObject> scores = found.array("scores").objects();
    assertEquals(2, scores.size());
    assertEquals("red", scores.getFirst().string("concept"));
    assertEquals(0.025, scores.getFirst().real("level"), 1e-12);
    assertEquals(10, scores.getFirst().array("scores").values().size());
    String page = Files.readString(Path.of(found.string("page")));
    assertTrue(page.contains("Concept red") && page.contains("Class 4"), page);
  }

  @Test
  void whatCannotBeTestedIsASentence() throws IOException {
    Path one = Files.createDirectories(folder.resolve("one"));
    Files.copy(photos.resolve("red/02.png"), one.resolve("a.png"));
    Object[] usual = {"--class", "3", "--data", "mnist"};
    refused("one: expected 40 pictures or more, 2 for each of 20", concepts(one, LAYER, usual));
    refused("blue: expected 80 pictures or more", concepts(photos.resolve("red"), LAYER, usual));
    refused("computes nothing of this name", concepts(one, "nowhere", usual));
    refused("no class eleven", concepts(one, LAYER, "--class", "eleven", "--data", "mnist"));
    refused("expected a folder of pictures", concepts(folder.resolve("no"), LAYER, usual));
    refused(
        "expected pictures of the class 3, found only those of blue, red",
        concepts(one, LAYER, "--class", "3", "--data", photos));
    refused("--random is missing", CommandRun.of("concepts", model, "--concept", one));
  }

  private static void refused(String words, CommandRun run) {
    assertFalse(run.exit() == Exit.DONE);
    assertTrue(run.messages().contains(words), run.messages());
  }
}
