package fovea.format.png;

/**
 * The rows of a PNG file, each after the filter that makes its bytes smallest in sum, as the
 * specification recommends (12.8), of those that differ from the byte to the left, from the one
 * above, or from nothing. The other two make files hardly smaller and take twice as long.
 */
final class PngRows {
  private static final int NONE = 0;
  private static final int LEFT = 1;
  private static final int ABOVE = 2;

  private PngRows() {}

  /** Filtered rows of pixels {@code 0xRRGGBB}, of which one byte each is kept if they are gray. */
  static byte[] filtered(int width, int[] pixels, boolean gray) {
    int pixel = gray ? 1 : 3;
    int length = pixel * width;
    int height = pixels.length / width;
    byte[] rows = new byte[Math.multiplyExact(length + 1, height)];
    byte[] above = new byte[length];
    byte[] row = new byte[length];
    for (int y = 0; y < height; y++) {
      fill(row, pixels, y * width, gray);
      int filter = best(row, above, pixel);
      int at = y * (length + 1);
      rows[at] = (byte) filter;
      switch (filter) {
        case LEFT -> {
          System.arraycopy(row, 0, rows, at + 1, pixel);
          for (int i = pixel; i < length; i++) {
            rows[at + 1 + i] = (byte) (row[i] - row[i - pixel]);
          }
        }
        case ABOVE -> {
          for (int i = 0; i < length; i++) {
            rows[at + 1 + i] = (byte) (row[i] - above[i]);
          }
        }
        default -> System.arraycopy(row, 0, rows, at + 1, length);
      }
      byte[] done = above;
      above = row;
      row = done;
    }
    return rows;
  }

  private static void fill(byte[] row, int[] pixels, int from, boolean gray) {
    int at = 0;
    for (int i = from; at < row.length; i++) {
      int rgb = pixels[i];
      if (!gray) {
        row[at++] = (byte) (rgb >> 16);
        row[at++] = (byte) (rgb >> 8);
      }
      row[at++] = (byte) rgb;
    }
  }

  /** The filter after which the magnitudes of a row have the smallest sum. */
  private static int best(byte[] row, byte[] above, int pixel) {
    int none = 0;
    int left = 0;
    int up = 0;
    for (int i = 0; i < pixel; i++) {
      left += Math.abs(row[i]);
    }
    for (int i = 0; i < row.length; i++) {
      none += Math.abs(row[i]);
      up += Math.abs((byte) (row[i] - above[i]));
    }
    for (int i = pixel; i < row.length; i++) {
      left += Math.abs((byte) (row[i] - row[i - pixel]));
    }
    int least = Math.min(none, Math.min(left, up));
    if (least == none) {
      return NONE;
    }
    return least == up ? ABOVE : LEFT;
  }
}
