package fovea.data.augment.photometric;

import fovea.data.pixels.ChannelConversion;
import fovea.data.pixels.Picture;

/** What several augmentations do with the bytes of a picture. */
final class Planes {
  static final int LEVELS = 256;
  static final int WHITE = 255;
  static final int RGB = 3;

  private Planes() {}

  /** Whether a picture has red, green and blue. */
  static boolean colored(Picture picture) {
    return picture.shape().channels() == RGB;
  }

  /** The brightness of each pixel of a colored picture (ITU-R 601-2 luma). */
  static byte[] luma(Picture picture) {
    var luma = new byte[picture.shape().pixels()];
    ChannelConversion.COLOR_TO_GRAY.copy(picture.pixels(), luma, luma.length);
    return luma;
  }

  /** A picture whose bytes are those of {@code picture}, looked up in a table of 256. */
  static Picture lookUp(Picture picture, byte[] table) {
    var changed = new Picture(picture.shape());
    lookUp(picture.pixels(), changed.pixels(), 0, changed.pixels().length, table);
    return changed;
  }

  /** Looks up the bytes from {@code start} to before {@code end}. */
  static void lookUp(byte[] from, byte[] to, int start, int end, byte[] table) {
    for (int i = start; i < end; i++) {
      to[i] = table[from[i] & 0xFF];
    }
  }

  /** The table in which each level lies {@code factor} times as far from {@code middle}. */
  static byte[] blendTable(int middle, double factor) {
    var table = new byte[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      table[level] = blend(middle, level, (float) factor);
    }
    return table;
  }

  /** What lies {@code factor} times as far from {@code from} as {@code to}, rounded down. */
  static byte blend(int from, int to, float factor) {
    float level = from + factor * (to - from);
    return (byte) (int) Math.clamp(level, 0f, WHITE);
  }

  /** How often each level occurs among the bytes from {@code start} to before {@code end}. */
  static int[] histogram(byte[] pixels, int start, int end) {
    var counts = new int[LEVELS];
    for (int i = start; i < end; i++) {
      counts[pixels[i] & 0xFF]++;
    }
    return counts;
  }
}
