package fovea.data.sets;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * The header of one file in a tar archive (POSIX ustar).
 *
 * @param name with its folders
 * @param size of the content in bytes, which follows and is padded to whole blocks
 */
record TarEntry(String name, int size) {

  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;

  /** Nothing of over 64 MB is expected. */
  private static final long MAX_SIZE = 1 << 26;

  /**
   * Reads a header.
   *
   * @throws fovea.data.pixels.DataException if the archive ends here, or this is no header
   */
  static TarEntry next(ByteSource source) {
    var header = new byte[BLOCK];
    source.fill(MemorySegment.ofArray(header));
    String size = text(header, SIZE_AT, SIZE_LENGTH).strip();
    if (!size.matches("[0-7]{1,11}") || Long.parseLong(size, 8) > MAX_SIZE) {
      throw source.error("expected another file in the tar archive, found its end or garbage");
    }
    return new TarEntry(text(header, 0, NAME_LENGTH), Integer.parseInt(size, 8));
  }

  /** Reads the content, which follows the header. */
  byte[] content(ByteSource source) {
    var content = new byte[size];
    source.fill(MemorySegment.ofArray(content));
    source.fill(MemorySegment.ofArray(new byte[Math.floorMod(-size, BLOCK)]));
    return content;
  }

  /** The name without its folders. */
  String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String text(byte[] header, int from, int length) {
    String field = new String(header, from, length, StandardCharsets.US_ASCII);
    int end = field.indexOf(0);
    return end < 0 ? field : field.substring(0, end);
  }
}
