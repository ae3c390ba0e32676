package fovea.app.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.PhotoFiles;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.JsonObject;
import fovea.hub.Models;
import fovea.similar.Embedder;
import fovea.similar.IndexCard;
import fovea.similar.IndexWriter;
import fovea.similar.VectorType;
import fovea.train.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index is made, asked and searched for what is suspicious. */
class SimilarTest {

  @TempDir private static Path data;
  private static Path model;

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws IOException {
    TinyData.write(data, "mnist");
    model = data.resolve("model");
    done(CommandRun.of(TinyData.softmax(data, "--epochs", 1, "--out", model)));
    PhotoFiles.write(data.resolve("photos"), 8, 1);
    Files.writeString(data.resolve("photos/red/notes.png"), "no picture");
  }

  private static CommandRun done(CommandRun run) {
    assertEquals(Exit.DONE, run.exit(), run.messages());
    return run;
  }

  private static CommandRun index(Object what, Path file, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("index", what, "--model", model, "--out", file, "--data-dir", data, "--json"));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  private static void refused(String words, CommandRun run) {
    assertFalse(run.exit() == Exit.DONE);
    assertTrue(run.messages().contains(words), run.messages());
  }

  @Test
  void trainingPicturesOfADataSetAreFoundAgain() throws IOException {
    Path file = folder.resolve("mnist.index");
    JsonObject made = done(index("mnist", file, "--type", "bf16")).object();
    assertEquals(300, made.integer("pictures"));
    assertEquals(784, made.integer("dimension"));
    Path query = TinyData.picture(folder.resolve("query.bmp"), 3);
    Path out = folder.resolve("out");
    Object[] asked = {"similar", query, "--index", file, "--data-dir", data, "--out", out};
    JsonObject found = done(CommandRun.of(with(asked, "--json"))).object();
    List<JsonObject> neighbors =
        found.array("pictures").objects().getFirst().array("neighbors").objects();
    assertEquals(6, neighbors.size());
    assertTrue(neighbors.getFirst().real("similarity") >= neighbors.getLast().real("similarity"));
    assertTrue(neighbors.getFirst().string("picture").startsWith("mnist, picture "));
    assertTrue(Files.readString(out.resolve("index.html")).contains("Similar pictures"));
    refused("something in", CommandRun.of(asked));
  }

  private static Object[] with(Object[] words, Object last) {
    Object[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = last;
    return all;
  }

  @Test
  void photosKeepTheirClasses() {
    Path file = folder.resolve("photos.index");
    JsonObject made = done(index(data.resolve("photos"), file)).object();
    assertEquals(16, made.integer("pictures"));
    assertEquals(1, made.integer("skipped"));
    Path query = data.resolve("photos/red/03.png");
    JsonObject found =
        done(CommandRun.of(
                "similar",
                query,
                "--index",
                file,
                "--n",
                3,
                "--json",
                "--out",
                folder.resolve("o")))
            .object();
    List<JsonObject> neighbors =
        found.array("pictures").objects().getFirst().array("neighbors").objects();
    assertEquals(3, neighbors.size());
    assertTrue(
        neighbors.stream().noneMatch(each -> each.string("picture").endsWith("red/03.png")),
        "not the picture itself");
    refused("expected a new file", index(data.resolve("photos"), file));
  }

  @Test
  void whatIsPlantedIsSuspicious() throws IOException {
    Path photos = PhotoFiles.write(folder.resolve("photos"), 12, 3);
    Files.copy(photos.resolve("red/01.png"), photos.resolve("red/copy.png"));
    Path file = folder.resolve("planted.index");
    done(index(photos, file));
    Path out = folder.resolve("out");
    JsonObject found =
        done(CommandRun.of("suspects", file, "--n", 5, "--json", "--out", out)).object();
    JsonObject first = found.array("pairs").objects().getFirst();
    assertEquals(1, first.real("similarity"), 1e-5);
    assertTrue(first.string("first").endsWith("red/01.png"), first.toString());
    assertTrue(first.string("second").endsWith("red/copy.png"), first.toString());
    assertTrue(Files.readString(out.resolve("index.html")).contains("Nearly the same"));
    JsonObject leaks =
        done(CommandRun.of(
                "suspects", file, "--against", file, "--json", "--out", folder.resolve("leaks")))
            .object();
    assertEquals(25, leaks.array("pairs").objects().size());
  }

  @Test
  void aMapShowsEachClass() throws IOException {
    Path file = folder.resolve("photos.index");
    done(index(data.resolve("photos"), file));
    Path out = folder.resolve("map");
    JsonObject drawn = done(CommandRun.of("map", file, "--json", "--out", out)).object();
    assertEquals(16, drawn.integer("pictures"));
    assertEquals(8, drawn.object("classes").integer("red"));
    double kept = drawn.real("kept");
    assertTrue(kept > 0 && kept <= 1 && drawn.real("variance") > 0, drawn.toString());
    String svg = Files.readString(out.resolve("map.svg"));
    assertTrue(svg.contains(">red: 8</text>") && svg.contains("<image"), "legend and pictures");
    String page = Files.readString(out.resolve("index.html"));
    int spots = page.split("class=\"spot\"", -1).length - 1;
    assertEquals(drawn.integer("shown"), spots);
    assertTrue(spots > 1 && page.contains("tabindex=\"0\" style=\"--x:"), "places");
    assertTrue(page.contains("red/0"), "names");
    refused("found none", CommandRun.of("map", folder.resolve("no"), "--out", folder.resolve("n")));
    refused("something in", CommandRun.of("map", file, "--out", out));
  }

  @Test
  void whoStopsAnIndexIsLeftNoHalfOfIt() throws IOException {
    var stop = new StopSignal();
    stop.request();
    Path file = folder.resolve("photos.index");
    var stopped =
        CommandRun.stoppedBy(
            stop, "index", data.resolve("photos"), "--model", model, "--out", file);
    assertEquals(Exit.INTERRUPTED, stopped.exit(), stopped.messages());
    assertTrue(stopped.messages().contains("no index was written"), stopped.messages());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList(), "neither the index nor a temporary file");
    }
  }

  @Test
  void aNameThatNoFileCanHaveIsNamed() throws IOException {
    Path file = folder.resolve("odd.index");
    Embedder embedder = Embedder.of(Models.load(model));
    var card = new IndexCard(model.toString(), embedder, "", List.of());
    float[] vector = new float[embedder.dimension()];
    vector[0] = 1;
    try (var writer = new IndexWriter(file, card, vector.length, VectorType.F32)) {
      writer.add("odd\0name.png", -1, vector);
      writer.finish();
    }
    Path query = TinyData.picture(folder.resolve("query.bmp"), 3);
    var found =
        done(CommandRun.of("similar", query, "--index", file, "--out", folder.resolve("odd")));
    assertTrue(found.messages().contains("expected the path of a file"), found.messages());
  }

  @Test
  void misuseIsASentence() throws IOException {
    Path file = folder.resolve("photos.index");
    refused("computes nothing of this name", index(data.resolve("photos"), file, "--layer", "no"));
    assertFalse(Files.exists(file));
    done(index(data.resolve("photos"), file));
    Path query = data.resolve("photos/red/03.png");
    Path other = folder.resolve("other");
    done(CommandRun.of(TinyData.softmax(data, "--epochs", 1, "--seed", 2, "--out", other)));
    refused(
        "was made with the weights of",
        CommandRun.of("similar", query, "--index", file, "--model", other));
    refused(
        "expected an index, found a safetensors file without one",
        CommandRun.of("similar", query, "--index", model.resolve("model.safetensors")));
    refused("found none", CommandRun.of("similar", query, "--index", folder.resolve("no")));
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    var half =
        CommandRun.of("similar", text, query, "--index", file, "--out", folder.resolve("half"));
    refused("text.png", half);
    assertTrue(half.out().contains("similarity"), half.out());
    refused("there is no folder and no data set", index("nowhere", folder.resolve("i")));
    refused("f16", index("mnist", folder.resolve("i"), "--type", "f16"));
  }
}
