package fovea.data.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.Picture;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegFileTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.7, false", "3, 3, 0.9, true", "16, 16, 0.5, false", "17, 15, 0.9, false",
    "33, 31, 0.2, true", "100, 3, 0.8, true", "5, 70, 0.95, false", "211, 97, 0.75, true",
    "211, 97, 0.99, false"
  })
  void agreesWithLibjpeg(int width, int height, float quality, boolean progressive) {
    for (int bands : new int[] {1, 3}) {
      byte[] jpeg =
          TestJpegs.write(TestJpegs.raster(bands, width, height, 5), quality, progressive);
      Picture picture = new JpegFile(jpeg).decode();
      Raster expected = TestJpegs.read(jpeg, false);
      assertEquals(bands, picture.shape().channels());
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int band = 0; band < bands; band++) {
            int wanted = expected.getSample(x, y, band);
            int row = y;
            int column = x;
            assertEquals(wanted, picture.at(band, y, x), () -> "row " + row + ", column " + column);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void printColorsBecomeLight(boolean progressive) {
    byte[] jpeg = TestJpegs.write(TestJpegs.raster(4, 37, 21, 9), 0.9f, progressive);
    Picture picture = new JpegFile(jpeg).decode();
    Raster inks = TestJpegs.read(jpeg, true);
    assertEquals(3, picture.shape().channels());
    for (int y = 0; y < 21; y++) {
      for (int x = 0; x < 37; x++) {
        double black = inks.getSample(x, y, 3) / 255.0;
        for (int ink = 0; ink < 3; ink++) {
          // 255 is no ink: what passes is what every ink lets through, and black.
          double light = inks.getSample(x, y, ink) * black;
          assertEquals(light, picture.at(ink, y, x), 1);
        }
      }
    }
  }

  @Test
  void moreScansThanAnEncoderMakesAreRefused() {
    byte[] jpeg = TestJpegs.write(TestJpegs.raster(1, 16, 16, 5), 0.5f, true);
    int scan = find(jpeg, Markers.SCAN) - 1;
    int second = find(Arrays.copyOfRange(jpeg, scan + 2, jpeg.length), Markers.SCAN) + scan + 1;
    int length = second - scan;
    ByteBuffer many = ByteBuffer.allocate(scan + 200 * length + 2).put(jpeg, 0, scan);
    for (int i = 0; i < 200; i++) {
      many.put(jpeg, scan, length);
    }
    many.put((byte) 0xFF).put((byte) Markers.END);
    var error = assertThrows(JpegException.class, () -> new JpegFile(many.array()).decode());
    assertTrue(error.problem().contains("more than 100 scans"), error.problem());
  }

  @Test
  void otherKindsAreNamed() {
    byte[] jpeg = TestJpegs.write(TestJpegs.raster(1, 16, 16, 5), 0.5f, false);
    int frame = find(jpeg, Markers.SEQUENTIAL);
    assertComplaint(changed(jpeg, frame, 0xC3), "lossless");
    assertComplaint(changed(jpeg, frame, 0xC9), "arithmetic coding");
    assertComplaint(changed(jpeg, frame + 3, 12), "12 bits a sample");
    assertComplaint(changed(jpeg, frame + 8, 2), "2 components");
    assertComplaint(new byte[] {1, 2, 3}, "does not begin");
    assertComplaint(Arrays.copyOf(jpeg, frame + 4), "cut short");
  }

  private static byte[] changed(byte[] jpeg, int place, int value) {
    byte[] changed = jpeg.clone();
    changed[place] = (byte) value;
    return changed;
  }

  private static void assertComplaint(byte[] jpeg, String expected) {
    var error = assertThrows(JpegException.class, () -> new JpegFile(jpeg).decode());
    assertTrue(error.problem().contains(expected), error.problem());
  }

  /** Place of the second byte of the first marker of this kind. */
  private static int find(byte[] jpeg, int marker) {
    int at = 2;
    while (at < jpeg.length && (jpeg[at] & 0xFF) != marker) {
      at = Markers.next(jpeg, at);
    }
    return at;
  }
}
