package fovea.data.picture;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Compares the check sums in a PNG file, which Java's decoder does not. */
final class PngChunks {

  private static final int SIGNATURE = 8;

  /** Length, type and check sum. */
  private static final int FRAME = 12;

  private static final int END = 0x49454E44;

  private PngChunks() {}

  /** Whether all chunks up to the end mark are there and have the right check sums. */
  static boolean areWhole(byte[] png) {
    ByteBuffer in = ByteBuffer.wrap(png);
    int at = SIGNATURE;
    while (png.length - at >= FRAME) {
      long length = Integer.toUnsignedLong(in.getInt(at));
      if (length > png.length - at - FRAME) {
        return false;
      }
      int end = at + 8 + (int) length;
      var sum = new CRC32();
      sum.update(png, at + 4, end - at - 4);
      if (in.getInt(end) != (int) sum.getValue()) {
        return false;
      }
      if (in.getInt(at + 4) == END) {
        return true;
      }
      at = end + 4;
    }
    return false;
  }
}
