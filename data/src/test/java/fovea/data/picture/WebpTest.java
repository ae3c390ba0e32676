package fovea.data.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the plugin that the command line has. */
class WebpTest {

  /** 4 × 3 pixels: red 60 a column, green 80 a row, blue 200. */
  private static final String LOSSLESS =
      "UklGRjgAAABXRUJQVlA4TCsAAAAvA4AAAF9AkG0zxCLc3+MOwzPI89+DDLBcAIIAEqUUUhhuhRVGjeh/"
          + "UJcDAA==";

  /** 20 × 10 pixels of red 200, green 60, blue 30. */
  private static final String LOSSY =
      "UklGRkoAAABXRUJQVlA4ID4AAAAQAwCdASoUAAoAPjEUiEKiISEYBAAgAwSgB2APwAAQigAA/vBsr//9"
          + "Tj8nH5OP6+3//5Af8gP+QH/8k4AAAA==";

  @TempDir private Path folder;

  @Test
  void readsPicturesWithoutLoss() throws IOException {
    Picture picture = PictureFile.read(file("lossless.webp", LOSSLESS));
    assertEquals(new PictureShape(3, 3, 4), picture.shape());
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 4; x++) {
        assertEquals(60 * x, picture.at(0, y, x));
        assertEquals(80 * y, picture.at(1, y, x));
        assertEquals(200, picture.at(2, y, x));
      }
    }
  }

  @Test
  void readsPhotos() throws IOException {
    Picture picture = PictureFile.read(file("lossy.webp", LOSSY));
    assertEquals(new PictureShape(3, 10, 20), picture.shape());
    assertEquals(200, picture.at(0, 3, 3), 4);
    assertEquals(60, picture.at(1, 3, 3), 4);
    assertEquals(30, picture.at(2, 3, 3), 4);
  }

  @Test
  void damagedFilesAreASentence() throws IOException {
    byte[] whole = Base64.getDecoder().decode(LOSSLESS);
    for (int length = 16; length < whole.length - 8; length += 4) {
      Path cut = Files.write(folder.resolve("cut.webp"), Arrays.copyOf(whole, length));
      assertThrows(DataException.class, () -> PictureFile.read(cut));
    }
  }

  private Path file(String name, String base64) throws IOException {
    return Files.write(folder.resolve(name), Base64.getDecoder().decode(base64));
  }
}
