package fovea.app.duplicates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.PhotoFiles;
import fovea.app.session.Exit;
import fovea.format.JsonObject;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindDuplicatesTest {

  @TempDir private Path folder;
  private Path photos;

  @BeforeEach
  void prepare() throws IOException {
    photos = folder.resolve("photos");
    PhotoFiles.write(photos.resolve("train"), 6, 1);
    PhotoFiles.write(photos.resolve("val"), 4, 2);
  }

  private static List<JsonObject> groups(CommandRun done) {
    assertEquals(Exit.DONE, done.exit(), done.messages());
    return done.object().array("groups").values().stream().map(JsonObject.class::cast).toList();
  }

  /** Twice as large. */
  private static void scale(Path from, Path to) throws IOException {
    BufferedImage small = ImageIO.read(from.toFile());
    var large =
        new BufferedImage(2 * small.getWidth(), 2 * small.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = large.createGraphics();
    graphics.drawImage(small, 0, 0, large.getWidth(), large.getHeight(), null);
    graphics.dispose();
    ImageIO.write(large, "png", to.toFile());
  }

  @Test
  void whatDoesMostHarmComesFirst() throws IOException {
    Files.copy(photos.resolve("train/red/00.png"), photos.resolve("train/red/copy.png"));
    scale(photos.resolve("train/red/01.png"), photos.resolve("val/red/large.png"));
    Files.copy(photos.resolve("train/red/02.png"), photos.resolve("val/blue/wrong.png"));
    Path page = folder.resolve("page");
    var done = CommandRun.of("duplicates", photos, "--out", page, "--json");
    List<JsonObject> groups = groups(done);
    assertEquals(
        List.of("two classes", "two parts", "one class"),
        groups.stream().map(group -> group.string("found_in")).toList());
    JsonObject parts = groups.get(1);
    assertEquals("re-encoded or scaled", parts.string("kind"));
    JsonObject large = (JsonObject) parts.array("photos").values().getLast();
    assertEquals("val", large.string("part"));
    assertEquals("red", large.string("class"));
    assertEquals(photos.resolve("val/red/large.png").toString(), large.string("file"));
    assertEquals(23, done.object().integer("photos"));
    String html = Files.readString(page.resolve("duplicates.html"));
    assertTrue(html.contains("Found in two classes") && html.contains("wrong.png"));
    assertTrue(
        done.messages()
            .contains(
                "23 photos: 3 groups of photos that show the same, 1 in two classes, 1 in two"
                    + " parts, 1 in one class"),
        done.messages());
    var again = CommandRun.of("duplicates", photos, "--out", page);
    assertEquals(Exit.USAGE, again.exit(), again.messages());
  }

  @Test
  void foldersAreComparedWithOneAnother() throws IOException {
    Files.copy(photos.resolve("train/red/03.png"), photos.resolve("val/red/again.png"));
    var done =
        CommandRun.of(
            "duplicates", photos.resolve("train"), photos.resolve("val"), photos, "--json");
    assertEquals(21, done.object().integer("photos"));
    JsonObject group = groups(done).getFirst();
    assertEquals("two parts", group.string("found_in"));
    assertEquals("same pixels", group.string("kind"));
  }

  @Test
  void nothingFoundIsSaidAndMisunderstandingsAreSentences() throws IOException {
    Files.writeString(photos.resolve("train/red/odd.png"), "no picture");
    var done = CommandRun.of("duplicates", photos, "--json");
    assertEquals(0, groups(done).size());
    assertEquals(1, done.object().integer("skipped"));
    assertTrue(done.messages().contains("no two of 20 photos show the same"), done.messages());
    var absent = CommandRun.of("duplicates", folder.resolve("absent"));
    assertEquals(Exit.FAILED, absent.exit());
    assertTrue(absent.messages().contains("expected a folder of pictures, found none"));
    assertEquals(Exit.USAGE, CommandRun.of("duplicates").exit());
  }
}
