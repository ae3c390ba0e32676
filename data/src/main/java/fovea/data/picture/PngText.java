package fovea.data.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** An Exif block as text, which programs wrote before PNG had a chunk for it. */
final class PngText {

  private static final String KEYWORD = "Raw profile type exif\0";

  /** The orientation is among the first entries. */
  private static final int BEGINNING = 1 << 16;

  private static final int EXIF = 6;

  private PngText() {}

  /** The beginning of the block in the data of a tEXt or zTXt chunk. */
  static Optional<byte[]> exif(byte[] chunk) {
    int skipped = KEYWORD.length();
    if (chunk.length <= skipped
        || !KEYWORD.equals(new String(chunk, 0, skipped, StandardCharsets.ISO_8859_1))) {
      return Optional.empty();
    }
    // Text follows, or the method of compression, which is 0.
    boolean plain = chunk[skipped] != 0;
    try (InputStream in =
        plain
            ? new ByteArrayInputStream(chunk, skipped, chunk.length - skipped)
            : new InflaterInputStream(
                new ByteArrayInputStream(chunk, skipped + 1, chunk.length - skipped - 1))) {
      return parsed(new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A line with a name, one with the length, then lines of hexadecimal digits. */
  private static Optional<byte[]> parsed(String text) {
    String[] lines = text.strip().split("\n", 3);
    if (lines.length < 3) {
      return Optional.empty();
    }
    String digits = lines[2].replaceAll("\\s", "");
    byte[] block = HexFormat.of().parseHex(digits.substring(0, digits.length() / 2 * 2));
    return block.length > EXIF && block[0] == 'E'
        ? Optional.of(Arrays.copyOfRange(block, EXIF, block.length))
        : Optional.empty();
  }
}
