package fovea.data.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.testdata.TestData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Willem van Schaik's PngSuite: every depth, palette, transparency, interlacing and filter. */
class PngSuiteTest {

  /**
   * Each line: name, channels, height, width and CRC-32 of the bytes, made with Pillow 9.4: upper
   * bytes of 16 bits, transparent parts on white, gray palettes as one channel.
   */
  @Test
  void comesOutAsPillowMakesIt() throws IOException {
    Path folder = TestData.path("images-png-suite");
    var wrong = new ArrayList<String>();
    List<String> lines = expected();
    for (String line : lines) {
      String name = line.substring(0, line.indexOf(' '));
      Picture picture = PictureFile.read(folder.resolve(name));
      var sum = new CRC32();
      sum.update(picture.pixels());
      String found =
          "%s %d %d %d %08x"
              .formatted(
                  name,
                  picture.shape().channels(),
                  picture.shape().height(),
                  picture.shape().width(),
                  sum.getValue());
      if (!found.equals(line)) {
        wrong.add(found + " instead of " + line);
      }
    }
    assertEquals(161, lines.size());
    assertEquals(List.of(), wrong);
  }

  /** But for one whose pixels are whole although their check sum is wrong. */
  @Test
  void corruptFilesAreRefused() throws IOException {
    List<Path> corrupt;
    try (var files = Files.list(TestData.path("images-png-suite"))) {
      corrupt =
          files
              .filter(file -> file.getFileName().toString().startsWith("x"))
              .filter(file -> file.toString().endsWith(".png"))
              .toList();
    }
    var read = new ArrayList<String>();
    for (Path file : corrupt) {
      try {
        PictureFile.read(file);
        read.add(file.getFileName().toString());
      } catch (DataException e) {
        assertTrue(e.getMessage().startsWith(file + ": expected"), e.getMessage());
      }
    }
    assertTrue(corrupt.size() >= 14, corrupt.toString());
    assertEquals(List.of("xcsn0g01.png"), read);
  }

  private static List<String> expected() throws IOException {
    try (InputStream in = PngSuiteTest.class.getResourceAsStream("png-suite.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }
}
