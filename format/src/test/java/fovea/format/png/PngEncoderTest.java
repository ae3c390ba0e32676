package fovea.format.png;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The tests of reports say more of the files. */
class PngEncoderTest {

  @Test
  void pixelsAreReadBack() throws IOException {
    int[] pixels = {0xFF0000, 0x00FF00, 0x0000FF, 0x7F102030, 0xFFFFFF, 0x000000};
    var read = ImageIO.read(new ByteArrayInputStream(PngEncoder.bytes(3, pixels, new TreeMap<>())));
    assertEquals(3, read.getWidth());
    assertEquals(2, read.getHeight());
    for (int i = 0; i < pixels.length; i++) {
      assertEquals(pixels[i] & 0xFFFFFF, read.getRGB(i % 3, i / 3) & 0xFFFFFF);
    }
  }

  @Test
  void onlyWholeRowsAreAPicture() {
    var error =
        assertThrows(FormatException.class, () -> PngEncoder.bytes(4, new int[6], new TreeMap<>()));
    assertTrue(error.getMessage().contains("expected whole rows of 4 pixels, found 6 pixels"));
    assertThrows(FormatException.class, () -> PngEncoder.bytes(0, new int[0], new TreeMap<>()));
  }
}
