package fovea.data.pixels;

import java.util.Locale;

/** How the channels of a picture become those of a network's input. */
public enum ChannelConversion {
  /** As they are. */
  SAME,
  /** One gray channel three times. */
  GRAY_TO_COLOR,
  /** The luma of three. */
  COLOR_TO_GRAY;

  /**
   * What makes {@code to} channels of {@code from}.
   *
   * @throws DataException if other numbers than 1 and 3 differ
   */
  public static ChannelConversion of(int from, int to) {
    if (from == to) {
      return SAME;
    }
    if (from == 1 && to == 3) {
      return GRAY_TO_COLOR;
    }
    if (from == 3 && to == 1) {
      return COLOR_TO_GRAY;
    }
    throw new DataException(
        "picture",
        String.format(Locale.ROOT, "expected %d channels, found %d", to, from),
        "Only 1 channel can become 3, and 3 can become 1");
  }

  /** Converts a picture of {@code pixels} pixels a channel. */
  public void copy(byte[] from, byte[] to, int pixels) {
    switch (this) {
      case SAME -> System.arraycopy(from, 0, to, 0, from.length);
      case GRAY_TO_COLOR -> {
        for (int channel = 0; channel < 3; channel++) {
          System.arraycopy(from, 0, to, channel * pixels, pixels);
        }
      }
      case COLOR_TO_GRAY -> {
        for (int i = 0; i < pixels; i++) {
          to[i] = luma(from[i] & 0xFF, from[pixels + i] & 0xFF, from[2 * pixels + i] & 0xFF);
        }
      }
    }
  }

  /** 0.299 red + 0.587 green + 0.114 blue in 16 bits of fraction, as Pillow rounds it. */
  private static byte luma(int red, int green, int blue) {
    return (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
  }
}
