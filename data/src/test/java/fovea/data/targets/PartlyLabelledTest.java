package fovea.data.targets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.photo.PhotoFolder;
import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.PictureShape;
import fovea.data.sets.Data;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartlyLabelledTest {
  private static final PictureSet DIGITS = Data.digits(Split.TRAIN, 20, 1);
  private static final PictureSet OTHERS = Data.digits(Split.TRAIN, 5, 2);

  @TempDir private Path folder;

  @Test
  void theOthersComeLastAndHaveNoClass() {
    var both = new PartlyLabelled(DIGITS, OTHERS);
    assertEquals(25, both.size());
    assertEquals(DIGITS.label(19), both.label(19));
    assertEquals(PictureSet.UNLABELLED, both.label(20));
    assertArrayEquals(DIGITS.picture(19).pixels(), both.picture(19).pixels());
    assertArrayEquals(OTHERS.picture(4).pixels(), both.picture(24).pixels());
    assertArrayEquals(OTHERS.picture(4).pixels(), both.wholePicture(24).pixels());
    assertEquals(OTHERS.source(4), both.source(24));
    assertEquals(DIGITS.classes(), both.classes());
    assertTrue(both.info().description().endsWith("and 5 pictures without a class of digits"));
  }

  private static PictureSet inMemory(int side, int level) {
    DataInfo info = DIGITS.info();
    byte[] pixels = new byte[side * side];
    Arrays.fill(pixels, (byte) level);
    PictureShape shape = new PictureShape(1, side, side);
    return new InMemoryPictures(
        new DataInfo("one", "one", shape, info.classes(), info.framing()),
        MemorySegment.ofArray(pixels),
        new int[1]);
  }

  @Test
  void otherPicturesHaveAnotherChecksum() {
    PictureSet known = inMemory(28, 1);
    var both = new PartlyLabelled(known, inMemory(28, 2));
    assertTrue(both.checksum().isPresent());
    assertEquals(both.checksum(), new PartlyLabelled(known, inMemory(28, 2)).checksum());
    assertNotEquals(both.checksum(), new PartlyLabelled(known, inMemory(28, 3)).checksum());
  }

  @Test
  void picturesOfAnotherSizeAreRefused() {
    var e = assertThrows(DataException.class, () -> new PartlyLabelled(DIGITS, inMemory(32, 0)));
    assertTrue(e.getMessage().startsWith("one: expected pictures "), e.getMessage());
  }

  private void write(String name, int width) throws IOException {
    var picture = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 10 * width; i++) {
      picture.getRaster().setSample(10 + i / 10, 10 + i % 10, 0, 200);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
  }

  @Test
  void photosWithoutAClassMayLieAnywhereInTheFolder() throws IOException {
    write("a.png", 10);
    write("b/c/d.png", 15);
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    PictureSet known = inMemory(28, 1);
    Preprocessing preprocessing = Preprocessing.plain(known.info());
    PhotoFolder found = PhotoFolder.unlabelled(folder);
    assertEquals(2, found.photos().size());
    assertEquals(0, found.counts().length);
    var loaded = found.load(preprocessing);
    assertEquals(1, loaded.skipped().size());
    assertEquals(0, loaded.counts().length);
    var both = new PartlyLabelled(known, loaded);
    assertEquals(3, both.size());
    assertEquals(PictureSet.UNLABELLED, both.label(2));
    write("a.png", 20);
    var changed = PhotoFolder.unlabelled(folder).load(preprocessing);
    assertNotEquals(both.checksum(), new PartlyLabelled(known, changed).checksum());
  }

  @Test
  void aFolderWithoutReadablePhotosIsRefused() throws IOException {
    var none = assertThrows(DataException.class, () -> PhotoFolder.unlabelled(folder));
    assertTrue(none.getMessage().contains("expected a folder with pictures"), none.getMessage());
    write("a.png", 10);
    byte[] bytes = Files.readAllBytes(folder.resolve("a.png"));
    Files.write(folder.resolve("a.png"), Arrays.copyOf(bytes, 40));
    Preprocessing preprocessing = Preprocessing.plain(DIGITS.info());
    PhotoFolder found = PhotoFolder.unlabelled(folder);
    var e = assertThrows(DataException.class, () -> found.load(preprocessing));
    assertTrue(e.getMessage().contains("none that can be read"), e.getMessage());
  }
}
