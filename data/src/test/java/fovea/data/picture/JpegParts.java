package fovea.data.picture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds and changes parts of a JPEG file. */
final class JpegParts {

  static final int END = 0xD9;
  static final int SCAN = 0xDA;

  private JpegParts() {}

  static int[] filled(int count, int value) {
    var filled = new int[count];
    Arrays.fill(filled, value);
    return filled;
  }

  /** Place of the first marker of this kind. */
  static int find(byte[] file, int marker) {
    return find(file, marker, 0);
  }

  static int find(byte[] file, int marker, int skipped) {
    int left = skipped;
    for (int i = 2; i < file.length - 1; i++) {
      if (file[i] == (byte) 0xFF && (file[i + 1] & 0xFF) == marker && left-- == 0) {
        return i;
      }
    }
    throw new IllegalStateException("no marker %02X".formatted(marker));
  }

  /** Place of the first data. */
  static int data(byte[] file) {
    int scan = find(file, SCAN);
    return scan + 2 + length(file, scan);
  }

  private static int length(byte[] file, int segment) {
    return Short.toUnsignedInt(ByteBuffer.wrap(file).getShort(segment + 2));
  }

  /** Without the segments of this kind. */
  static byte[] without(byte[] file, int marker) {
    byte[] left = file;
    for (int i = 2; i < left.length - 3; i++) {
      while (left[i] == (byte) 0xFF && (left[i + 1] & 0xFF) == marker) {
        left = remove(left, i, 2 + length(left, i));
      }
    }
    return left;
  }

  /** With the first number in all restart markers. */
  static byte[] restartsOf0(byte[] file) {
    byte[] changed = file.clone();
    for (int i = data(file); i < file.length - 1; i++) {
      if (isRestart(file, i)) {
        changed[i + 1] = (byte) 0xD0;
      }
    }
    return changed;
  }

  static byte[] withoutRestarts(byte[] file) {
    byte[] left = file;
    for (int i = data(file); i < left.length - 1; i++) {
      while (isRestart(left, i)) {
        left = remove(left, i, 2);
      }
    }
    return left;
  }

  private static boolean isRestart(byte[] file, int at) {
    return file[at] == (byte) 0xFF && (file[at + 1] & 0xF8) == 0xD0;
  }

  static byte[] moved(byte[] file, int from, int count, int to) {
    byte[] part = Arrays.copyOfRange(file, from, from + count);
    return remove(insert(file, to, part), from, count);
  }

  static byte[] ended(byte[] file, int length) {
    return joined(Arrays.copyOf(file, length), marker(END));
  }

  static byte[] cut(byte[] file, int count) {
    return Arrays.copyOf(file, file.length - count);
  }

  static byte[] insert(byte[] file, int at, byte[] what) {
    byte[] rest = Arrays.copyOfRange(file, at, file.length);
    return joined(Arrays.copyOf(file, at), joined(what, rest));
  }

  static byte[] remove(byte[] file, int at, int count) {
    return joined(Arrays.copyOf(file, at), Arrays.copyOfRange(file, at + count, file.length));
  }

  static byte[] change(byte[] file, int at, int... values) {
    byte[] changed = file.clone();
    System.arraycopy(of(values), 0, changed, at, values.length);
    return changed;
  }

  static byte[] marker(int marker, int... values) {
    return joined(of(0xFF, marker), of(values));
  }

  static byte[] segment(int marker, byte[] content) {
    int length = content.length + 2;
    return joined(marker(marker, length >> 8, length & 0xFF), content);
  }

  static byte[] bytes(String text, int... more) {
    return joined(text(text), of(more));
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] of(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
