package fovea.data.jpeg;

import java.util.Arrays;

/** Content of a part of the file; reading beyond it is an error. */
final class Segment {

  private final byte[] data;
  private final int end;
  private int position;

  /** The segment whose length stands at {@code position}. */
  Segment(byte[] data, int position) {
    this.data = data;
    this.position = position;
    if (data.length - position < 2) {
      throw new JpegException("it is cut short");
    }
    int length = (data[position] & 0xFF) << 8 | (data[position + 1] & 0xFF);
    // Lengths of 0 and 1 mean an empty one, too.
    this.end = position + Math.max(2, length);
    if (end > data.length) {
      throw new JpegException("it is cut short");
    }
    this.position += 2;
  }

  /** Where the next part begins. */
  int end() {
    return end;
  }

  /** Whether the segment at that place goes beyond the end of the data. */
  static boolean isCut(byte[] data, int position) {
    return data.length - position < 2
        || position + ((data[position] & 0xFF) << 8 | (data[position + 1] & 0xFF)) > data.length;
  }

  /** Fails unless just so many bytes are left. */
  void requireLeft(int count) {
    if (left() != count) {
      throw new JpegException("one of its segments has a wrong length");
    }
  }

  boolean hasMore() {
    return position < end;
  }

  int left() {
    return end - position;
  }

  int u8() {
    if (position >= end) {
      throw new JpegException("one of its segments is too short");
    }
    return data[position++] & 0xFF;
  }

  int u16() {
    return u8() << 8 | u8();
  }

  byte[] bytes(int count) {
    if (left() < count) {
      throw new JpegException("one of its segments is too short");
    }
    position += count;
    return Arrays.copyOfRange(data, position - count, position);
  }

  /** Whether what is left begins with a text. */
  boolean startsWith(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (position + i >= end || data[position + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
