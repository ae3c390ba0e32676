package fovea.report.picture;

import fovea.format.png.PngEncoder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes pictures as PNG files (ISO/IEC 15948, 2004): 8 bits of gray where all pixels are gray,
 * else 8 bits each of red, green and blue. The same picture always gives the same bytes.
 *
 * @param texts what is said of the picture, by keyword: {@code Title}, {@code Description}, {@code
 *     Software}
 */
public record PngWriter(SortedMap<String, String> texts) {
  /** Copies the map. */
  public PngWriter {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** Says nothing but {@code Software: Fovea}. */
  public PngWriter() {
    this(new TreeMap<>(Map.of("Software", "Fovea")));
  }

  /**
   * Says one thing more of the pictures.
   *
   * @param keyword of 1 to 79 letters of Latin-1
   * @throws ReportException if the keyword is none
   */
  public PngWriter text(String keyword, String text) {
    if (!keyword.matches("[!-~¡-ÿ][ -~¡-ÿ]{0,78}") || keyword.endsWith(" ")) {
      throw new ReportException(
          "text of a PNG file",
          "expected a keyword of 1 to 79 letters, found \"" + keyword + "\"",
          "Choose one such as Description");
    }
    var more = new TreeMap<>(texts);
    more.put(keyword, text);
    return new PngWriter(more);
  }

  /**
   * Writes a PNG file.
   *
   * @throws ReportException if it cannot be written; an old file is then untouched
   */
  public void write(Bitmap bitmap, Path file) {
    ReportFile.write(file, bytes(bitmap));
  }

  /** The content of a PNG file. */
  public byte[] bytes(Bitmap bitmap) {
    return PngEncoder.bytes(bitmap.width(), bitmap.pixels(), texts);
  }
}
