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
   * Turns a row of samples less 128, {@code [component, column]}, into values of 0 to 255, {@code
   * [channel, column]}. Every loop has one type of number and writes where it does not read: the
   * vector unit takes no others.
   */
  void convert(int[][] samples, int[][] row) {
    switch (this) {
      case GRAY -> shift(samples[0], row[0]);
      case RGB -> {
        for (int color = 0; color < 3; color++) {
          shift(samples[color], row[color]);
        }
      }
      case YCC -> fromDifferences(samples, row);
      case CMYK -> {
        for (int ink = 0; ink < 3; ink++) {
          filter(samples[ink], samples[3], row[ink]);
        }
      }
      case YCCK -> {
        fromDifferences(samples, row);
        for (int ink = 0; ink < 3; ink++) {
          invert(row[ink], samples[ink]);
          filter(samples[ink], samples[3], row[ink]);
        }
      }
    }
  }

  private static void shift(int[] samples, int[] color) {
    for (int i = 0; i < color.length; i++) {
      color[i] = samples[i] + 128;
    }
  }

  private static void fromDifferences(int[][] samples, int[][] row) {
    int[] brightness = samples[0];
    int[] blues = samples[1];
    int[] reds = samples[2];
    int[] red = row[0];
    int[] green = row[1];
    int[] blue = row[2];
    for (int i = 0; i < red.length; i++) {
      int gray = brightness[i] + 128;
      // 1.402, 0.34414, 0.71414 and 1.772 with 16 bits after the point.
      red[i] = clamp(gray + ((91881 * reds[i] + HALF) >> 16));
      green[i] = clamp(gray + ((-22554 * blues[i] - 46802 * reds[i] + HALF) >> 16));
      blue[i] = clamp(gray + ((116130 * blues[i] + HALF) >> 16));
    }
  }

  /** What was taken for red, green and blue is the contrary: the inks. */
  private static void invert(int[] color, int[] ink) {
    for (int i = 0; i < ink.length; i++) {
      ink[i] = 127 - color[i];
    }
  }

  /** Stored values are inverted: 255 is no ink. What the ink lets through, black dims. */
  private static void filter(int[] ink, int[] black, int[] color) {
    for (int i = 0; i < color.length; i++) {
      int light = black[i] + 128;
      int product = (127 - ink[i]) * light + 128;
      color[i] = clamp(light - ((product + (product >> 8)) >> 8));
    }
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(value, 255));
  }
}
