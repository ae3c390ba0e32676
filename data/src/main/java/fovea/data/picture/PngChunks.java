package fovea.data.picture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Walks over the chunks of a PNG file, as far as they can be told apart. */
final class PngChunks {

  private static final int SIGNATURE = 8;

  /** Length and type before the data. */
  private static final int HEAD = 8;

  private final ByteBuffer in;
  private int at = SIGNATURE;
  private int start;
  private int end;
  private String type = "";

  PngChunks(byte[] content) {
    this.in = ByteBuffer.wrap(content);
  }

  /** Moves to the next chunk; false where no chunk begins. */
  boolean next() {
    if (in.limit() - at < HEAD) {
      return false;
    }
    long length = in.getInt(at);
    var name = new byte[4];
    in.get(at + 4, name);
    type = new String(name, StandardCharsets.ISO_8859_1);
    if (length < 0 || !type.chars().allMatch(PngChunks::isOfName)) {
      return false;
    }
    start = at + HEAD;
    end = (int) Math.min(in.limit(), start + length);
    at = (int) Math.min(in.limit(), start + length + 4);
    return true;
  }

  private static boolean isOfName(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_');
  }

  String type() {
    return type;
  }

  /** As much of the data as is there. */
  byte[] data() {
    return Arrays.copyOfRange(in.array(), start, end);
  }

  /** Whether data and check sum are there. */
  boolean isWhole() {
    return at - end == 4;
  }

  boolean hasRightSum() {
    var sum = new CRC32();
    sum.update(in.array(), start - 4, end - start + 4);
    return isWhole() && in.getInt(end) == (int) sum.getValue();
  }
}
