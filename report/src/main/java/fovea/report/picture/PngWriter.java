package fovea.report.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes pictures as PNG files (ISO/IEC 15948, 2004): 8 bits of gray where all pixels are gray,
 * else 8 bits each of red, green and blue. The same picture always gives the same bytes.
 *
 * @param texts what is said of the picture, by keyword: {@code Title}, {@code Description}, {@code
 *     Software}
 */
public record PngWriter(SortedMap<String, String> texts) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** Half the time of the usual 6; files are larger by a twentieth. */
  private static final int LEVEL = 3;

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
    boolean gray = isGray(bitmap);
    var file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    writeChunk(file, "IHDR", header(bitmap, gray));
    texts.forEach((keyword, text) -> writeChunk(file, "iTXt", international(keyword, text)));
    writeChunk(file, "IDAT", compressed(PngRows.filtered(bitmap, gray)));
    writeChunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static boolean isGray(Bitmap bitmap) {
    for (int rgb : bitmap.pixels()) {
      if (rgb != (rgb & 255) * 0x010101) {
        return false;
      }
    }
    return true;
  }

  private static byte[] header(Bitmap bitmap, boolean gray) {
    var header = new ByteArrayOutputStream();
    writeInt(header, bitmap.width());
    writeInt(header, bitmap.height());
    // bits of a sample, kind of color, and the only methods of compression, filters and order
    header.writeBytes(new byte[] {8, (byte) (gray ? 0 : 2), 0, 0, 0});
    return header.toByteArray();
  }

  /** Text in UTF-8, not compressed, without language and translated keyword. */
  private static byte[] international(String keyword, String text) {
    var chunk = new ByteArrayOutputStream();
    chunk.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
    chunk.writeBytes(new byte[5]);
    chunk.writeBytes(text.replace("\0", "").getBytes(StandardCharsets.UTF_8));
    return chunk.toByteArray();
  }

  private static byte[] compressed(byte[] rows) {
    var compressed = new ByteArrayOutputStream(rows.length / 4 + 64);
    var deflater = new Deflater(LEVEL);
    try {
      deflater.setInput(rows);
      deflater.finish();
      byte[] buffer = new byte[1 << 14];
      while (!deflater.finished()) {
        compressed.write(buffer, 0, deflater.deflate(buffer));
      }
    } finally {
      deflater.end();
    }
    return compressed.toByteArray();
  }

  private static void writeChunk(ByteArrayOutputStream file, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(content);
    writeInt(file, content.length);
    file.writeBytes(name);
    file.writeBytes(content);
    writeInt(file, (int) crc.getValue());
  }

  private static void writeInt(ByteArrayOutputStream out, int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(value >> shift);
    }
  }
}
