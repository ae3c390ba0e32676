package fovea.format.hdf5;

import io.jhdf.checksum.ChecksumUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Changes the bytes of an HDF5 file, and its check sums so that the changes are believed. */
final class Patch {
  private final byte[] bytes;

  /** Changes a copy of these bytes. */
  Patch(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** Replaces the only place where {@code from} stands. */
  Patch replace(byte[] from, byte[] to) {
    int at = find(from, 0);
    if (at < 0 || find(from, at + 1) >= 0) {
      throw new AssertionError("expected these bytes once");
    }
    System.arraycopy(to, 0, bytes, at, to.length);
    return this;
  }

  /** Makes a link elsewhere out of group or array {@code name}, which gets a shorter name. */
  Patch softLink(String name, String shorter, String target) {
    byte[] old = name.getBytes(StandardCharsets.US_ASCII);
    int valueLength = old.length + 5 - shorter.length();
    byte[] value = Arrays.copyOf(target.getBytes(StandardCharsets.US_ASCII), valueLength);
    ByteBuffer hard = bytes(4 + old.length).put(head(1, 0x10, 1, old.length)).put(old);
    ByteBuffer soft =
        bytes(4 + old.length + 8)
            .put(head(1, 0x18, 1, 1, shorter.length()))
            .put(shorter.getBytes(StandardCharsets.US_ASCII))
            .putShort((short) valueLength)
            .put(value);
    return replace(hard.array(), soft.array());
  }

  /** Lets the link to group {@code name} lead to {@code address}. */
  Patch lead(String name, long address) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    byte[] start = bytes(4 + text.length).put(head(1, 0x10, 1, text.length)).put(text).array();
    int at = find(start, 0);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at + start.length, address);
    return this;
  }

  /** The changed file with fitting check sums. */
  byte[] sealed() {
    seal(0, 44);
    byte[] header = "OHDR".getBytes(StandardCharsets.US_ASCII);
    for (int at = find(header, 0); at >= 0; at = find(header, at + 1)) {
      if (at + 14 < bytes.length) {
        int width = 1 << (bytes[at + 5] & 3);
        long size = 0;
        for (int i = width - 1; i >= 0; i--) {
          size = size << 8 | bytes[at + 6 + i] & 0xFF;
        }
        if (size > 0 && size < bytes.length) {
          seal(at, (int) (6 + width + size));
        }
      }
    }
    return bytes;
  }

  private void seal(int start, int length) {
    if (start + length + 4 <= bytes.length) {
      int sum = ChecksumUtils.checksum(Arrays.copyOfRange(bytes, start, start + length));
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(start + length, sum);
    }
  }

  /** Numbers as HDF5 writes sizes. */
  static byte[] longs(long... numbers) {
    ByteBuffer buffer = bytes(8 * numbers.length);
    Arrays.stream(numbers).forEach(buffer::putLong);
    return buffer.array();
  }

  private static byte[] head(int... values) {
    byte[] head = new byte[values.length];
    for (int i = 0; i < head.length; i++) {
      head[i] = (byte) values[i];
    }
    return head;
  }

  private static ByteBuffer bytes(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int find(byte[] part, int from) {
    for (int at = from; at + part.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }
}
