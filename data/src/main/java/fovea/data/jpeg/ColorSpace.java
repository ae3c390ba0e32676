package fovea.data.jpeg;

/** What the components of a file mean, and how they become gray or red, green and blue. */
enum ColorSpace {
  /** One component. */
  GRAY,
  /** Three, as they are. */
  RGB,
  /** Brightness and two differences of color. */
  YCC,
  /** Four inks; photos have them inverted, as Adobe writes them. */
  CMYK,
  /** Inks of which three are coded as brightness and differences. */
  YCCK;

  private static final int HALF = 1 << 15;

  /** Channels of the picture. */
  int channels() {
    return this == GRAY ? 1 : 3;
  }

  /**
   * Turns a row of samples less 128, {@code [component, column]}, into bytes of the picture.
   *
   * @param width columns that count
   */
  void convert(int[][] samples, byte[][] row, int width) {
    switch (this) {
      case GRAY -> shift(samples[0], row[0], width);
      case RGB -> {
        for (int i = 0; i < 3; i++) {
          shift(samples[i], row[i], width);
        }
      }
      case YCC -> fromDifferences(samples, row, width);
      case CMYK -> fromInks(samples, row, width);
      case YCCK -> {
        fromDifferences(samples, row, width);
        invert(row, samples, width);
        fromInks(samples, row, width);
      }
    }
  }

  private static void shift(int[] samples, byte[] row, int width) {
    for (int i = 0; i < width; i++) {
      row[i] = (byte) (samples[i] + 128);
    }
  }

  private static void fromDifferences(int[][] samples, byte[][] row, int width) {
    int[] brightness = samples[0];
    int[] blues = samples[1];
    int[] reds = samples[2];
    byte[] red = row[0];
    byte[] green = row[1];
    byte[] blue = row[2];
    for (int i = 0; i < width; i++) {
      int gray = brightness[i] + 128;
      // 1.402, 0.34414, 0.71414 and 1.772 with 16 bits after the point.
      red[i] = (byte) clip(gray + ((91881 * reds[i] + HALF) >> 16));
      green[i] = (byte) clip(gray + ((-22554 * blues[i] - 46802 * reds[i] + HALF) >> 16));
      blue[i] = (byte) clip(gray + ((116130 * blues[i] + HALF) >> 16));
    }
  }

  /** What was read as red, green and blue is the contrary: the inks. */
  private static void invert(byte[][] row, int[][] samples, int width) {
    for (int ink = 0; ink < 3; ink++) {
      for (int i = 0; i < width; i++) {
        samples[ink][i] = 127 - (row[ink][i] & 0xFF);
      }
    }
  }

  /** Stored values are inverted: 255 is no ink. What the others let through, black dims. */
  private static void fromInks(int[][] samples, byte[][] row, int width) {
    for (int ink = 0; ink < 3; ink++) {
      for (int i = 0; i < width; i++) {
        int light = samples[3][i] + 128;
        int product = (127 - samples[ink][i]) * light + 128;
        row[ink][i] = (byte) clip(light - ((product + (product >> 8)) >> 8));
      }
    }
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(value, 255));
  }
}
