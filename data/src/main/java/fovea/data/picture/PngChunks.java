package fovea.data.picture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Compares the check sums in a PNG file, which Java's decoder does not. */
final class PngChunks {

  private static final int SIGNATURE = 8;
  private static final int TYPE = 4;
  private static final int CHUNK = 1 << 16;

  private PngChunks() {}

  /** Whether all chunks up to the end mark are there and have the right check sums. */
  static boolean areWhole(Path png) throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(png)))) {
      in.skipNBytes(SIGNATURE);
      var buffer = new byte[CHUNK];
      String type = "";
      while (!type.equals("IEND")) {
        long length = Integer.toUnsignedLong(in.readInt());
        in.readFully(buffer, 0, TYPE);
        type = new String(buffer, 0, TYPE, StandardCharsets.ISO_8859_1);
        var checksum = new CRC32();
        checksum.update(buffer, 0, TYPE);
        for (long left = length; left > 0; left -= Math.min(left, CHUNK)) {
          int piece = (int) Math.min(left, CHUNK);
          in.readFully(buffer, 0, piece);
          checksum.update(buffer, 0, piece);
        }
        if (in.readInt() != (int) checksum.getValue()) {
          return false;
        }
      }
      return true;
    } catch (EOFException e) {
      return false;
    }
  }
}
