package fovea.report.picture;

/**
 * The rows of a PNG file, each after the filter that makes its bytes smallest in sum, as the
 * specification recommends (12.8).
 */
final class PngRows {
  private static final int FILTERS = 5;

  private PngRows() {}

  static byte[] filtered(Bitmap bitmap, boolean gray) {
    int pixel = gray ? 1 : 3;
    int length = pixel * bitmap.width();
    byte[] rows = new byte[Math.multiplyExact(length + 1, bitmap.height())];
    byte[] above = new byte[length];
    byte[] row = new byte[length];
    byte[][] tries = new byte[FILTERS][length];
    for (int y = 0; y < bitmap.height(); y++) {
      fill(row, bitmap, y, gray);
      int best = 0;
      long least = Long.MAX_VALUE;
      for (int filter = 0; filter < FILTERS; filter++) {
        long sum = filter(filter, pixel, row, above, tries[filter]);
        if (sum < least) {
          least = sum;
          best = filter;
        }
      }
      int at = y * (length + 1);
      rows[at] = (byte) best;
      System.arraycopy(tries[best], 0, rows, at + 1, length);
      byte[] done = above;
      above = row;
      row = done;
    }
    return rows;
  }

  private static void fill(byte[] row, Bitmap bitmap, int y, boolean gray) {
    int at = 0;
    for (int x = 0; x < bitmap.width(); x++) {
      int rgb = bitmap.rgb(x, y);
      if (!gray) {
        row[at++] = (byte) Rgb.red(rgb);
        row[at++] = (byte) Rgb.green(rgb);
      }
      row[at++] = (byte) Rgb.blue(rgb);
    }
  }

  /** Filters a row; gives the sum of the magnitudes. */
  private static long filter(int filter, int pixel, byte[] row, byte[] above, byte[] result) {
    long sum = 0;
    for (int i = 0; i < row.length; i++) {
      int left = i < pixel ? 0 : row[i - pixel] & 255;
      int up = above[i] & 255;
      int corner = i < pixel ? 0 : above[i - pixel] & 255;
      int expected =
          switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            default -> paeth(left, up, corner);
          };
      result[i] = (byte) (row[i] - expected);
      sum += Math.abs(result[i]);
    }
    return sum;
  }

  private static int paeth(int left, int up, int corner) {
    int estimate = left + up - corner;
    int fromLeft = Math.abs(estimate - left);
    int fromUp = Math.abs(estimate - up);
    int fromCorner = Math.abs(estimate - corner);
    if (fromLeft <= fromUp && fromLeft <= fromCorner) {
      return left;
    }
    return fromUp <= fromCorner ? up : corner;
  }
}
