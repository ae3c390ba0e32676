package fovea.data.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;

/** What a file is, guessed from its first bytes. */
enum FileKind {
  PNG("a PNG picture", "png", "89504E470D0A1A0A"),
  JPEG("a JPEG picture", "jpeg", "FFD8FF"),
  GIF("a GIF picture", "gif", "47494638"),
  BMP("a BMP picture", "bmp", "424D"),
  WEBP("a WebP picture", "webp", ""),
  TIFF("a TIFF picture", "", "49492A00"),
  TIFF_BIG_ENDIAN("a TIFF picture", "", "4D4D002A"),
  PDF("a PDF document", "", "25504446"),
  ZIP("a ZIP archive", "", "504B0304"),
  GZIP("gzipped data", "", "1F8B"),
  HEIF("a HEIC or AVIF picture", "", ""),
  TEXT("text", "", ""),
  EMPTY("an empty file", "", ""),
  UNKNOWN("unknown data", "", "");

  /** Bytes of the file's beginning that {@link #of} looks at. */
  static final int SAMPLE = 64;

  private final String description;
  private final String reader;
  private final String magic;

  FileKind(String description, String reader, String magic) {
    this.description = description;
    this.reader = reader;
    this.magic = magic;
  }

  /** For people, with an article. */
  String description() {
    return description;
  }

  /** Whether we can decode it. */
  boolean isReadable() {
    return !reader.isEmpty() && ImageIO.getImageReadersByFormatName(reader).hasNext();
  }

  /** The name under which Java knows a decoder for it. */
  String reader() {
    return reader;
  }

  static FileKind of(byte[] content) {
    byte[] beginning = Arrays.copyOf(content, Math.min(content.length, SAMPLE));
    String hex = HexFormat.of().withUpperCase().formatHex(beginning);
    for (FileKind kind : values()) {
      if (!kind.magic.isEmpty() && hex.startsWith(kind.magic)) {
        return kind;
      }
    }
    if (beginning.length == 0) {
      return EMPTY;
    }
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    if (text.startsWith("ftyp", 4)) {
      return HEIF;
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return WEBP;
    }
    return text.chars().allMatch(c -> c >= ' ' || "\t\n\r\f".indexOf(c) >= 0) ? TEXT : UNKNOWN;
  }
}
