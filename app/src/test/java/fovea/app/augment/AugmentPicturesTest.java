package fovea.app.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.PhotoFiles;
import fovea.app.session.Exit;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.PictureShape;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentPicturesTest {
  private static int folders;

  @TempDir private static Path folder;
  private static Path red;
  private static Path blue;

  @BeforeAll
  static void prepare() throws IOException {
    Path photos = PhotoFiles.write(folder.resolve("photos"), 1, 1);
    red = Files.copy(photos.resolve("red/00.png"), folder.resolve("red.png"));
    blue = Files.copy(photos.resolve("blue/00.png"), folder.resolve("blue.png"));
  }

  private static CommandRun augment(Object... more) {
    return CommandRun.of(
        Stream.concat(Stream.of("augment", "--out", fresh()), Stream.of(more)).toArray());
  }

  private static Path fresh() {
    return folder.resolve("out-" + folders++);
  }

  private static List<Path> variants(CommandRun done, int picture) {
    assertEquals(Exit.DONE, done.exit(), done.messages());
    JsonObject told = (JsonObject) done.object().array("pictures").values().get(picture);
    return told.array("variants").values().stream()
        .map(file -> Path.of(((JsonString) file).value()))
        .toList();
  }

  @Test
  void writesVariantsThatDifferAndRepeat() {
    var first = variants(augment(red, "--augment", "brightness", "--count", 3, "--json"), 0);
    var second = variants(augment(red, "--augment", "brightness", "--count", 3, "--json"), 0);
    assertEquals(
        List.of("red-1.png", "red-2.png", "red-3.png"),
        first.stream().map(file -> file.getFileName().toString()).toList());
    byte[] one = PictureFile.read(first.getFirst()).pixels();
    assertFalse(Arrays.equals(one, PictureFile.read(first.getLast()).pixels()));
    assertArrayEquals(one, PictureFile.read(second.getFirst()).pixels());
    var other =
        variants(augment(red, "--augment", "brightness", "--seed", 2, "--count", 1, "--json"), 0);
    assertFalse(Arrays.equals(one, PictureFile.read(other.getFirst()).pixels()));
  }

  @Test
  void appliesAugmentationsInOrder() {
    String both = "posterize:bits=1,probability=1+solarize:threshold=0,probability=1";
    var joined = variants(augment(red, "--augment", both, "--count", 1, "--json"), 0);
    byte[] pixels = PictureFile.read(joined.getFirst()).pixels();
    for (byte pixel : pixels) {
      // One bit leaves 0 and 128, which are inverted.
      assertTrue(pixel == (byte) 255 || pixel == 127, () -> "level " + (pixel & 0xFF));
    }
    String[] words = both.split("\\+", -1);
    var apart =
        variants(
            augment(red, "--augment", words[0], "--augment", words[1], "--count", 1, "--json"), 0);
    assertArrayEquals(pixels, PictureFile.read(apart.getFirst()).pixels());
  }

  @Test
  void whatCutsOutAPartCutsItAtTheSizeOfTheInput() {
    var done =
        augment(red, "--augment", "random_crop", "--input", "3x24x30", "--count", 1, "--json");
    assertEquals(
        new PictureShape(3, 24, 30), PictureFile.read(variants(done, 0).getFirst()).shape());
  }

  @Test
  void writesOneSheetOfAllPictures() {
    var done =
        augment(red, blue, "--augment", "hue+cutout:size=9", "--preview", "--count", 2, "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    Path sheet = Path.of(done.object().string("contact_sheet"));
    PictureShape shape = PictureFile.read(sheet).shape();
    assertTrue(shape.width() > shape.height(), shape::toString);
    assertEquals(2, done.object().array("pictures").values().size());
    assertEquals(2, done.object().array("augmentation").values().size());
    var plain = augment(red, "--augment", "hue", "--preview");
    assertTrue(plain.out().endsWith("contact-sheet.png\n"), plain.out());
  }

  @Test
  void whatCannotBeReadIsToldOfAndTheRestIsDone() {
    var done = augment(folder.resolve("absent.png"), red, "--augment", "hue", "--count", 1);
    assertEquals(Exit.FAILED, done.exit());
    assertTrue(done.messages().contains("expected a picture, found no file"), done.messages());
    assertTrue(done.out().endsWith("red-1.png\n"), done.out());
    var none = augment(folder.resolve("absent.png"), "--augment", "hue", "--preview", "--json");
    assertEquals(Exit.FAILED, none.exit());
    assertTrue(none.object().find("contact_sheet").isEmpty());
  }

  @Test
  void listsAllAugmentations() {
    var done = CommandRun.of("augment", "--list");
    assertEquals(Exit.DONE, done.exit());
    assertTrue(done.out().contains("cutout:size=16,fill=gray\n"), done.out());
    assertTrue(done.out().contains("rand_augment:operations=2,magnitude=9\n"), done.out());
    assertTrue(done.out().contains("trivial_augment\n"), done.out());
    assertTrue(done.out().contains("random_apply:augment=(rotate:"), done.out());
    assertFalse(done.out().contains("(+)"), done.out());
  }

  static Stream<Arguments> misunderstandings() {
    return Stream.of(
        Arguments.of(
            "augment --augment hue",
            "fovea: PICTURE: expected pictures, found none; name one or more, or use --list for the"
                + " augmentations\n"),
        Arguments.of(
            "augment a.png",
            "fovea: --augment: expected an augmentation, found none; name one, or use --list for"
                + " all\n"),
        Arguments.of(
            "augment a.png --augment brightnes",
            "fovea: --augment: augmentation: there is none called \"brightnes\". Did you mean"
                + " brightness?\n"),
        Arguments.of(
            "augment a.png --augment hue:strength=2",
            "fovea: --augment: hue: expected a strength from 0 to 0.5, found 2. Give another"
                + " one.\n"),
        Arguments.of(
            "augment a.png --augment hue --force",
            "fovea: --force: replaces files in the folder of --out, found none; leave it out\n"),
        Arguments.of(
            "augment a.png --augment hue --count 0",
            "fovea augment: --count: expected a whole number from 1 upwards, found '0'\n"));
  }

  @ParameterizedTest
  @MethodSource("misunderstandings")
  void aMisunderstandingIsAnsweredInASentence(String line, String sentence) {
    var done = CommandRun.ofLine(line);
    assertEquals(sentence, done.messages());
    assertEquals(Exit.USAGE, done.exit());
  }

  @Test
  void noFileIsReplacedUnasked() throws IOException {
    Path taken = Files.createDirectories(fresh());
    Files.writeString(taken.resolve("mine.txt"), "mine");
    var refused = CommandRun.of("augment", red, "--augment", "hue", "--out", taken);
    assertEquals(Exit.USAGE, refused.exit());
    assertTrue(refused.messages().contains("expected a new or an empty folder"));
    var forced = CommandRun.of("augment", red, "--augment", "hue", "--out", taken, "--force");
    assertEquals(Exit.DONE, forced.exit(), forced.messages());
    assertTrue(Files.exists(taken.resolve("mine.txt")));
  }
}
