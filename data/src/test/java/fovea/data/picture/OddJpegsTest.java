package fovea.data.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Damaged and odd JPEG files against Pillow 9.4 on libjpeg-turbo 2.1.5: {@code odd-jpegs.txt} has
 * for each its name and {@code refused} or the shape, MD5 of the pixels, {@code [c, h, w]}, and
 * their mean.
 */
class OddJpegsTest {

  /**
   * What Pillow refuses and we show: files that end with the last bits of the picture, which
   * libjpeg shows only if it has read ahead by chance, and an Exif block over which Pillow's own
   * code stumbles.
   */
  private static final Set<String> SHOWN_HERE =
      Set.of(
          "end-of-zeros",
          "end-missing-color",
          "end-missing-gray",
          "end-missing-restarts",
          "end-missing-gray-restarts",
          "end-missing-print-colors",
          "end-half-color",
          "exif-header-only");

  /** What libjpeg smooths, since scans are missing; we show the blocks as they are. */
  private static final Set<String> NOT_SMOOTHED =
      Set.of(
          "progressive-first-scan-only",
          "progressive-first-two-scans",
          "progressive-half-with-end",
          "progressive-without-last-scan");

  @Test
  void decodesOrRefusesAsPillow() throws IOException {
    Map<String, byte[]> files = OddJpegs.all();
    Map<String, String> pillow = pillow();
    assertEquals(pillow.keySet(), new TreeSet<>(files.keySet()));
    Map<String, String> differences = new TreeMap<>();
    files.forEach(
        (name, file) -> {
          String found = decoded(file);
          String expected = pillow.getOrDefault(name, "");
          boolean same =
              found.startsWith("refused") ? expected.equals("refused") : found.equals(expected);
          if (!same && !isKnown(name, expected, found)) {
            differences.put(name, "expected %s, found %s".formatted(expected, found));
          }
        });
    assertEquals(Map.of(), differences);
  }

  private static boolean isKnown(String name, String expected, String found) {
    if (NOT_SMOOTHED.contains(name)) {
      return Math.abs(mean(expected) - mean(found)) < 2;
    }
    return SHOWN_HERE.contains(name) && expected.equals("refused");
  }

  private static double mean(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static String decoded(byte[] file) {
    try {
      Picture picture = PictureFile.read(file);
      long sum = 0;
      for (byte value : picture.pixels()) {
        sum += value & 0xFF;
      }
      return String.format(
          Locale.ROOT,
          "%dx%dx%d %s %d",
          picture.shape().channels(),
          picture.shape().height(),
          picture.shape().width(),
          HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(picture.pixels())),
          sum / picture.pixels().length);
    } catch (DataException e) {
      return "refused: " + e.problem();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  private static Map<String, String> pillow() throws IOException {
    try (InputStream in = OddJpegsTest.class.getResourceAsStream("odd-jpegs.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .collect(
              Collectors.toMap(
                  line -> line.substring(0, line.indexOf(' ')),
                  line -> line.substring(line.indexOf(' ') + 1),
                  (first, _) -> first,
                  TreeMap::new));
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals(List.of(), warnings("color"));
    assertEquals(List.of(), warnings("progressive"));
    assertEquals(List.of(), warnings("progressive-restarts"));
    assertEquals(List.of(), warnings("tables-in-a-file-of-their-own"));
    assertWarns("Exif", "exif-of-junk");
    assertWarns("Exif", "exif-directory-beyond-end");
    assertWarns("data is corrupt", "three-quarters-with-end");
    assertWarns("restart markers", "restart-4-for-1");
    assertWarns("Huffman tables", "no-huffman-tables");
    assertWarns("mean nothing", "junk-before-frame");
    assertWarns("end marker", "end-of-zeros");
    assertWarns("scans are not", "scan-band-odd");
    assertWarns("some of its scans", "progressive-first-two-scans");
    assertWarns("lacks the data", "scan-of-one-part");
  }

  private static List<String> warnings(String name) {
    return PictureFile.decode(Objects.requireNonNull(OddJpegs.all().get(name), name)).warnings();
  }

  private static void assertWarns(String part, String name) {
    List<String> warnings = warnings(name);
    assertTrue(warnings.stream().anyMatch(warning -> warning.contains(part)), name + warnings);
  }
}
