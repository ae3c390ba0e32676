package fovea.data.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Pictures with something odd about them come out as from Pillow 9.4, or are refused as there. Each
 * line of the resources: name, height, width and CRC-32 of red, green and blue plane, or "refused".
 * Where Pillow is of no use (transparent becomes white, of 16 bits the upper 8 count) the sum is of
 * what the rule makes of Pillow's values. Where we differ from Pillow the line says why.
 */
class OddPicturesTest {

  @Test
  void pngs() throws IOException {
    check("odd-pngs.txt", OddPngs.all());
  }

  @Test
  void gifs() throws IOException {
    check("odd-gifs.txt", OddGifs.all());
  }

  @Test
  void bmps() throws IOException {
    check("odd-bmps.txt", OddBmps.all());
  }

  @Test
  void tiffs() throws IOException {
    check("odd-tiffs.txt", OddTiffs.all());
  }

  @Test
  void icons() throws IOException {
    check("odd-icons.txt", OddIcons.all());
  }

  @Test
  void webps() throws IOException {
    check("odd-webps.txt", OddWebps.all());
  }

  private static void check(String resource, Map<String, byte[]> pictures) throws IOException {
    List<String> expected = lines(resource);
    var found = new ArrayList<String>();
    for (String line : expected) {
      String name = line.substring(0, line.indexOf(' '));
      byte[] content = pictures.get(name);
      assertTrue(content != null, name);
      String picture = name + " " + picture(content);
      found.add(picture + (line.contains(" (") ? line.substring(line.indexOf(" (")) : ""));
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
    assertEquals(pictures.size(), expected.size());
  }

  private static String picture(byte[] content) {
    try {
      Picture picture = PictureFile.read(content).channels(3);
      var sum = new CRC32();
      sum.update(picture.pixels());
      return "%d %d %08x"
          .formatted(picture.shape().height(), picture.shape().width(), sum.getValue());
    } catch (DataException e) {
      assertTrue(e.getMessage().startsWith("picture: expected "), e.getMessage());
      return "refused";
    }
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = OddPicturesTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
