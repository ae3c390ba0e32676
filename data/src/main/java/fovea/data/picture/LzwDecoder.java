package fovea.data.picture;

import java.io.IOException;

/**
 * Undoes the compression of GIF: codes of growing length, lowest bit first (Welch, "A technique for
 * high-performance data compression", 1984).
 */
final class LzwDecoder {

  private static final int LONGEST = 12;
  private static final int TABLE = 1 << LONGEST;

  private final byte[] data;
  private final int clear;
  private final int smallest;
  private final short[] prefix = new short[TABLE];
  private final byte[] last = new byte[TABLE];
  private final byte[] stack = new byte[TABLE + 1];
  private int at;
  private int held;
  private int bits;

  LzwDecoder(byte[] data, int smallest) throws IOException {
    if (smallest >= LONGEST) {
      throw new IOException("codes of " + smallest + " bits");
    }
    this.data = data;
    this.smallest = smallest;
    this.clear = 1 << smallest;
  }

  /**
   * So many values.
   *
   * @throws IOException if the codes end before, or name what is not in their table
   */
  byte[] values(int count) throws IOException {
    var values = new byte[count];
    int done = 0;
    int length = smallest + 1;
    int next = clear + 2;
    int previous = -1;
    byte first = 0;
    while (done < count) {
      int code = code(length);
      if (code == clear) {
        length = smallest + 1;
        next = clear + 2;
        previous = -1;
        continue;
      }
      if (code == clear + 1 || code < 0) {
        throw new IOException("it is cut short");
      }
      boolean beyond = previous < 0 ? code > clear : code > next;
      if (beyond) {
        throw new IOException("its compressed pixels are broken");
      }
      int depth = 0;
      int rest = code;
      if (code == next) {
        stack[depth++] = first;
        rest = previous;
      }
      while (rest > clear) {
        stack[depth++] = last[rest];
        rest = prefix[rest];
      }
      first = (byte) rest;
      stack[depth++] = first;
      if (previous >= 0 && next < TABLE) {
        prefix[next] = (short) previous;
        last[next] = first;
        next++;
        if (next == 1 << length && length < LONGEST) {
          length++;
        }
      }
      previous = code;
      while (depth > 0 && done < count) {
        values[done++] = stack[--depth];
      }
    }
    return values;
  }

  /** The next code; negative at the end of the data. */
  private int code(int length) {
    while (bits < length) {
      if (at == data.length) {
        return -1;
      }
      held |= (data[at++] & 0xFF) << bits;
      bits += 8;
    }
    int code = held & ((1 << length) - 1);
    held >>>= length;
    bits -= length;
    return code;
  }
}
