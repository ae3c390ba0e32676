package fovea.data.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** What a file is, guessed from its first bytes. */
enum FileKind {
  PNG("a PNG picture", "89504E470D0A1A0A"),
  JPEG("a JPEG picture", "FFD8FF"),
  GIF("a GIF picture", "47494638"),
  BMP("a BMP picture", "424D"),
  ICO("an icon", "00000100"),
  WEBP("a WebP picture"),
  TIFF("a TIFF picture", "49492A00", "4D4D002A"),
  BIG_TIFF("a BigTIFF picture", "49492B00", "4D4D002B"),
  PDF("a PDF document", "25504446"),
  ZIP("a ZIP archive", "504B0304"),
  GZIP("gzipped data", "1F8B"),
  HEIF("a HEIC or AVIF picture"),
  SVG("an SVG drawing"),
  HTML("a web page"),
  LFS_POINTER("a pointer of Git LFS"),
  TEXT("text"),
  ZEROS("nothing but zeros"),
  EMPTY("an empty file"),
  UNKNOWN("unknown data");

  /** Bytes of the file's beginning that {@link #of} looks at. */
  static final int SAMPLE = 128;

  private final String description;
  private final String beginning;
  private final String other;

  /** With what a file of the kind may begin with, in hexadecimal digits. */
  FileKind(String description, String beginning, String other) {
    this.description = description;
    this.beginning = beginning;
    this.other = other;
  }

  FileKind(String description, String beginning) {
    this(description, beginning, beginning);
  }

  /** Known by more than its first bytes. */
  FileKind(String description) {
    this(description, "");
  }

  /** For people, with an article. */
  String description() {
    return description;
  }

  /** Whether we can decode it. */
  boolean isReadable() {
    return switch (this) {
      case PNG, JPEG, GIF, BMP, ICO, TIFF -> true;
      case WEBP -> PluginReader.isThere("webp");
      case BIG_TIFF, PDF, ZIP, GZIP, HEIF, SVG, HTML, LFS_POINTER, TEXT, ZEROS, EMPTY, UNKNOWN ->
          false;
    };
  }

  /** What to do with a file that we cannot decode. */
  String remedy() {
    return switch (this) {
      case LFS_POINTER -> "Get the file itself with git lfs pull";
      case HTML -> "Download the picture again, from its own address";
      case ZEROS, EMPTY -> "Get the file again, or name another";
      case PNG,
          JPEG,
          GIF,
          BMP,
          ICO,
          WEBP,
          TIFF,
          BIG_TIFF,
          PDF,
          ZIP,
          GZIP,
          HEIF,
          SVG,
          TEXT,
          UNKNOWN ->
          "Convert it to PNG or JPEG, or name another file";
    };
  }

  static FileKind of(byte[] content) {
    byte[] beginning = Arrays.copyOf(content, Math.min(content.length, SAMPLE));
    String hex = HexFormat.of().withUpperCase().formatHex(beginning);
    for (FileKind kind : values()) {
      boolean begins = hex.startsWith(kind.beginning) || hex.startsWith(kind.other);
      if (!kind.beginning.isEmpty() && begins) {
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
    if (text.chars().allMatch(c -> c == 0)) {
      return ZEROS;
    }
    return text.chars().allMatch(c -> c >= ' ' || "\t\n\r\f".indexOf(c) >= 0)
        ? ofText(text)
        : UNKNOWN;
  }

  private static FileKind ofText(String text) {
    // Behind the mark of UTF-8.
    String plain = text.replaceFirst("^ï»¿", "").strip().toLowerCase(Locale.ROOT);
    if (plain.startsWith("version https://git-lfs")) {
      return LFS_POINTER;
    }
    if (plain.startsWith("<!doctype html") || plain.startsWith("<html")) {
      return HTML;
    }
    return plain.startsWith("<svg") || (plain.startsWith("<?xml") && plain.contains("<svg"))
        ? SVG
        : TEXT;
  }
}
