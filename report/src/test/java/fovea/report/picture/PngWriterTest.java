package fovea.report.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What is written is read by Java's own decoder. */
class PngWriterTest {

  @Test
  void colorsAreReadBack() throws IOException {
    var random = new Random(1);
    for (int[] size : new int[][] {{1, 1}, {1, 9}, {9, 1}, {17, 31}, {100, 64}}) {
      checkReadBack(Bitmap.of(size[0], size[1], (_, _) -> random.nextInt()));
      checkReadBack(Bitmap.of(size[0], size[1], (x, y) -> Rgb.of(2 * x, 3 * y, x + y)));
    }
  }

  @Test
  void graysAreReadBackAndTakeAThirdOfTheRoom() throws IOException {
    var random = new Random(2);
    Bitmap gray = Bitmap.of(64, 64, (_, _) -> Rgb.gray(random.nextInt(256)));
    checkReadBack(gray);
    int bytes = new PngWriter().bytes(gray).length;
    assertTrue(bytes < 64 * 64 * 1.2, () -> bytes + " bytes");
  }

  private static void checkReadBack(Bitmap bitmap) throws IOException {
    byte[] png = new PngWriter().bytes(bitmap);
    var read = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(bitmap.width(), read.getWidth());
    assertEquals(bitmap.height(), read.getHeight());
    boolean gray = read.getRaster().getNumBands() == 1;
    Bitmap found =
        Bitmap.of(
            bitmap.width(),
            bitmap.height(),
            // getRGB of a gray picture converts to another gamma
            (x, y) -> gray ? Rgb.gray(read.getRaster().getSample(x, y, 0)) : read.getRGB(x, y));
    assertEquals(bitmap, found);
    assertArrayEquals(png, new PngWriter().bytes(bitmap));
  }

  @Test
  void textsAreInTheFile() throws IOException {
    Bitmap bitmap = Bitmap.of(3, 2, (x, _) -> x);
    byte[] png = new PngWriter().text("Description", "tabby cat, κόσμος").bytes(bitmap);
    String all = new String(png, StandardCharsets.UTF_8);
    assertTrue(all.contains("Software\0\0\0\0\0Fovea"));
    assertTrue(all.contains("Description\0\0\0\0\0tabby cat, κόσμος"));
    assertEquals(3, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
    assertThrows(ReportException.class, () -> new PngWriter().text("", "x"));
    assertThrows(ReportException.class, () -> new PngWriter().text("a\nb", "x"));
  }
}
