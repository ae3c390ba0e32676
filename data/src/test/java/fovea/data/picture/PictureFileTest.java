package fovea.data.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Resize;
import fovea.data.resize.Scaling;
import fovea.testdata.TestData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void readsColors(String format) throws IOException {
    Picture picture = PictureFile.read(file("colors." + format, encoded(colors(), format)));
    assertEquals(new PictureShape(3, 20, 30), picture.shape());
    assertEquals(7, picture.at(0, 0, 7));
    assertEquals(19 * 5, picture.at(1, 19, 3));
    assertEquals(200, picture.at(2, 11, 11));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "gif"})
  void readsLossyFormats(String format) throws IOException {
    Picture picture = PictureFile.read(file("colors." + format, encoded(colors(), format)));
    assertEquals(new PictureShape(3, 20, 30), picture.shape());
    assertEquals(50, picture.at(1, 10, 15), 30);
    assertEquals(200, picture.at(2, 10, 15), 30);
  }

  @Test
  void takesGrayAsItIs() throws IOException {
    var image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      image.getRaster().setSample(i % 16, i / 16, 0, i);
    }
    Picture picture = PictureFile.read(file("gray.png", encoded(image, "png")));
    assertEquals(1, picture.shape().channels());
    for (int i = 0; i < 256; i++) {
      assertEquals(i, picture.at(0, i / 16, i % 16));
    }
    var deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(1, 0, 0, 0x80FF);
    assertEquals(0x80, PictureFile.read(file("16.png", encoded(deep, "png"))).at(0, 0, 1));
  }

  @Test
  void transparentPartsAreWhite() throws IOException {
    var image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00000000);
    image.setRGB(1, 0, 0xFF102030);
    image.setRGB(2, 0, 0x80000000);
    Picture picture = PictureFile.read(file("alpha.png", encoded(image, "png")));
    assertEquals(255, picture.at(0, 0, 0));
    assertEquals(0x20, picture.at(1, 0, 1));
    assertEquals(127, picture.at(2, 0, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsPhotosUpright(int orientation) throws IOException {
    // Eight blocks of 16 × 16 in a row of 2 × 4; the brightest is where the note says "first row,
    // first column" of the upright picture is.
    var image = new BufferedImage(64, 32, BufferedImage.TYPE_BYTE_GRAY);
    int corner = List.of(0, 1, 3, 2, 0, 2, 3, 1).get(orientation - 1);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        image.getRaster().setSample(x + corner % 2 * 48, y + corner / 2 * 16, 0, 250);
      }
    }
    byte[] jpeg = withOrientation(encoded(image, "jpeg"), orientation);
    Picture picture = PictureFile.read(file("turned.jpg", jpeg));
    boolean transposed = orientation > 4;
    assertEquals(new PictureShape(1, transposed ? 64 : 32, transposed ? 32 : 64), picture.shape());
    assertEquals(250, picture.at(0, 5, 5), 10);
    assertEquals(0, picture.at(0, picture.shape().height() - 5, 5), 10);
    assertEquals(0, picture.at(0, 5, picture.shape().width() - 5), 10);
  }

  @Test
  void everyPrefixIsRefusedOrAPicture() throws IOException {
    for (String format : List.of("png", "jpeg", "gif", "bmp")) {
      byte[] whole = encoded(colors(), format);
      for (int length = 0; length < whole.length; length += 1 + length / 20) {
        Path file = file("cut." + format, Arrays.copyOf(whole, length));
        try {
          // The last bytes are padding or end marks, or what is there can be shown.
          Picture picture = PictureFile.read(file);
          assertEquals(new PictureShape(3, 20, 30), picture.shape());
          assertTrue(length > whole.length - 20 || format.equals("jpeg"), file + " " + length);
        } catch (DataException e) {
          assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        }
      }
    }
  }

  @Test
  void damagedBytesGiveASentenceOrAPicture() throws IOException {
    var random = new SplittableRandom(11);
    for (String format : List.of("png", "jpeg", "gif", "bmp")) {
      byte[] whole = encoded(colors(), format);
      for (int round = 0; round < 100; round++) {
        byte[] damaged = whole.clone();
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        Path file = file("damaged." + format, damaged);
        try {
          PictureFile.read(file);
        } catch (DataException e) {
          assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        }
      }
    }
  }

  @Test
  void saysWhatTheFileIsInstead() throws IOException {
    assertTrue(messageOf("notes.png", "Dear diary,\n".getBytes(UTF_8)).contains("text"));
    assertTrue(messageOf("a.jpg", "%PDF-1.7 …".getBytes(UTF_8)).contains("PDF"));
    assertTrue(messageOf("b.jpg", "PK\3\4zip".getBytes(UTF_8)).contains("ZIP"));
    assertTrue(messageOf("c.png", "RIFF1234WEBPVP8 ".getBytes(UTF_8)).contains("WebP"));
    assertTrue(messageOf("d.jpg", "\0\0\0\30ftypheic".getBytes(UTF_8)).contains("HEIC"));
    assertTrue(messageOf("e.png", new byte[0]).contains("empty"));
    assertTrue(messageOf("g.jpg", "\n<!DOCTYPE html>".getBytes(UTF_8)).contains("a web page"));
    assertTrue(messageOf("h.png", "<html><body>".getBytes(UTF_8)).contains("Download the picture"));
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    assertTrue(messageOf("i.png", pointer.getBytes(UTF_8)).contains("git lfs pull"));
    assertTrue(messageOf("j.png", "<svg width='9'/>".getBytes(UTF_8)).contains("SVG"));
    assertTrue(messageOf("k.png", new byte[5_000]).contains("nothing but zeros"));
    assertTrue(messageOf("f.png", new byte[] {0, 1, 2, 3}).contains("unknown data"));
    assertThrows(DataException.class, () -> PictureFile.read(folder));
    assertThrows(DataException.class, () -> PictureFile.read(folder.resolve("absent.png")));
  }

  @Test
  void warnsOfWhatIsWrongWithPngs() {
    assertEquals(List.of(), PictureFile.decode(OddPngs.all().get("rgb-8")).warnings());
    assertEquals(
        List.of("wrong check sum (gAMA)"),
        PictureFile.decode(OddPngs.all().get("sum-of-gamma")).warnings());
    assertEquals(
        List.of("wrong check sum (IDAT)"),
        PictureFile.decode(OddPngs.all().get("sum-of-pixels")).warnings());
    assertEquals(
        List.of("its end is missing"), PictureFile.decode(OddPngs.all().get("no-end")).warnings());
    assertEquals(
        List.of("some of its rows are missing"),
        PictureFile.decode(OddPngs.all().get("a-row-too-few")).warnings());
    assertEquals(
        List.of("4 unknown bytes before its first frame"),
        PictureFile.decode(OddGifs.all().get("junk-before-frame")).warnings());
  }

  @Test
  void turnsPngsOfCameras() {
    Path turned = TestData.path("cases").resolve("exif-orientation-6.png");
    Picture picture = PictureFile.read(turned);
    assertEquals(new PictureShape(3, 224, 269), picture.shape());
  }

  @Test
  void hugeClaimsAreRefusedBeforeDecoding() throws IOException {
    byte[] png = encoded(colors(), "png");
    ByteBuffer.wrap(png).putInt(16, 20_000).putInt(20, 20_000);
    var checksum = new CRC32();
    checksum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
    String message = messageOf("huge.png", png);
    assertTrue(message.contains("at most 100,000,000 pixels"), message);
    assertTrue(message.contains("20,000 × 20,000"), message);
  }

  @Test
  void photosComeOutAsPillowMakesThem() throws IOException {
    Path reference = TestData.path("reference").resolve("imagenet_crops_u8_10x224x224x3.npy");
    ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(reference));
    int header = 10 + Short.toUnsignedInt(Short.reverseBytes(expected.getShort(8)));
    try (var files = Files.list(TestData.path("imagenet/imagenet-samples"))) {
      List<Path> photos = files.sorted().limit(10).toList();
      for (int i = 0; i < photos.size(); i++) {
        Picture picture = PictureFile.read(photos.get(i)).channels(3);
        Picture crop = Resize.centerCrop(Resize.scale(picture, new Scaling(256)), 224, 224);
        for (int p = 0; p < 224 * 224; p++) {
          for (int c = 0; c < 3; c++) {
            int pillow = expected.get(header + (i * 224 * 224 + p) * 3 + c) & 0xFF;
            assertEquals(pillow, crop.at(c, p / 224, p % 224), photos.get(i).toString());
          }
        }
      }
    }
  }

  private static BufferedImage colors() {
    var image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 30; x++) {
        image.setRGB(x, y, x << 16 | y * 5 << 8 | 200);
      }
    }
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    var out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  /** Inserts an Exif block with nothing but the orientation after the first marker. */
  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + 36).put(jpeg, 0, 2);
    out.putShort((short) 0xFFE1).putShort((short) 34);
    out.put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    out.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    out.putShort((short) orientation).putShort((short) 0).putInt(0);
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private String messageOf(String name, byte[] content) throws IOException {
    Path file = file(name, content);
    return assertThrows(DataException.class, () -> PictureFile.read(file)).getMessage();
  }
}
