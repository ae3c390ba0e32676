package fovea.data.picture;

import java.io.IOException;

/** Pixels of a bitmap in runs of 8 or 4 bits. */
final class DibRuns {

  private static final int END_OF_ROW = 0;
  private static final int END = 1;
  private static final int MOVE = 2;

  private final byte[] content;
  private final boolean halves;
  private long at;

  DibRuns(byte[] content, long at, boolean halves) {
    this.content = content;
    this.at = at;
    this.halves = halves;
  }

  /** Indices into the palette, row by row as in the file; 0 where the runs leave a gap. */
  byte[] indices(int width, int height) throws IOException {
    var indices = new byte[width * height];
    int x = 0;
    int y = 0;
    while (y < height) {
      int count = next();
      int value = next();
      if (count > 0) {
        for (int i = 0; i < count && x < width; i++) {
          indices[y * width + x++] = half(value, i);
        }
      } else if (value == END) {
        return indices;
      } else if (value == END_OF_ROW) {
        x = 0;
        y++;
      } else if (value == MOVE) {
        x = Math.min(width, x + next());
        y += next();
      } else {
        long start = at;
        int held = 0;
        for (int i = 0; i < value; i++) {
          held = halves && i % 2 == 1 ? held : next();
          if (x < width) {
            indices[y * width + x++] = half(held, i);
          }
        }
        // Whole words: a byte of nothing may follow.
        at += (at - start) % 2;
      }
      if (x == width && y == height - 1) {
        return indices;
      }
    }
    return indices;
  }

  private byte half(int value, int i) {
    return (byte) (halves ? value >> (4 - i % 2 * 4) & 15 : value);
  }

  private int next() throws IOException {
    if (at >= content.length) {
      throw new IOException("it is cut short");
    }
    return content[(int) at++] & 0xFF;
  }
}
