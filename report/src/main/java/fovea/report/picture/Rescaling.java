package fovea.report.picture;

/** Smooth change of size: a triangle as wide as a pixel of the coarser picture, along each axis. */
final class Rescaling {

  private Rescaling() {}

  static int[] scaled(int[] pixels, int width, int height, int newWidth, int newHeight) {
    Weights columns = Weights.of(width, newWidth);
    Weights rows = Weights.of(height, newHeight);
    float[] narrow = new float[3 * newWidth * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < newWidth; x++) {
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int k = 0; k < columns.values[x].length; k++) {
          int rgb = pixels[y * width + columns.from[x] + k];
          float weight = columns.values[x][k];
          red += weight * Rgb.red(rgb);
          green += weight * Rgb.green(rgb);
          blue += weight * Rgb.blue(rgb);
        }
        int at = 3 * (y * newWidth + x);
        narrow[at] = red;
        narrow[at + 1] = green;
        narrow[at + 2] = blue;
      }
    }
    return shortened(narrow, newWidth, rows);
  }

  private static int[] shortened(float[] narrow, int width, Weights rows) {
    int[] result = new int[width * rows.from.length];
    for (int y = 0; y < rows.from.length; y++) {
      for (int x = 0; x < width; x++) {
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int k = 0; k < rows.values[y].length; k++) {
          int at = 3 * ((rows.from[y] + k) * width + x);
          float weight = rows.values[y][k];
          red += weight * narrow[at];
          green += weight * narrow[at + 1];
          blue += weight * narrow[at + 2];
        }
        result[y * width + x] = Rgb.of(red, green, blue);
      }
    }
    return result;
  }

  /** For each new place the first old one that counts, and the shares of it and its followers. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Weights(int[] from, float[][] values) {
    static Weights of(int size, int newSize) {
      double step = (double) size / newSize;
      double reach = Math.max(1, step);
      int[] from = new int[newSize];
      float[][] values = new float[newSize][];
      for (int place = 0; place < newSize; place++) {
        double center = (place + 0.5) * step;
        int first = Math.max(0, (int) Math.floor(center - reach));
        int end = Math.min(size, (int) Math.ceil(center + reach));
        float[] shares = new float[end - first];
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
          shares[k] = (float) Math.max(0, 1 - Math.abs(first + k + 0.5 - center) / reach);
          sum += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
          shares[k] /= (float) sum;
        }
        from[place] = first;
        values[place] = shares;
      }
      return new Weights(from, values);
    }
  }
}
