package fovea.report.color;

import fovea.report.picture.Bitmap;

/**
 * Which color a number has.
 *
 * @param low number at the low end of the map
 * @param high number at its high end, not below {@code low}
 * @param map the colors
 * @param missing color {@code 0xRRGGBB} of what is not a number
 */
public record ColorScale(double low, double high, ColorMap map, int missing) {
  private static final int MISSING = 0xBBBBBB;

  /** What is not a number is gray. */
  public ColorScale(double low, double high, ColorMap map) {
    this(low, high, map, MISSING);
  }

  /** From the smallest to the largest number; those that are not finite do not count. */
  public static ColorScale of(ColorMap map, float... values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      if (Float.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return low > high ? new ColorScale(0, 0, map) : new ColorScale(low, high, map);
  }

  /** From zero to the largest number, for numbers that are not below zero. */
  public static ColorScale fromZero(ColorMap map, float... values) {
    ColorScale all = of(map, values);
    return new ColorScale(0, Math.max(0, all.high), map);
  }

  /** As far below zero as above, so that the middle of the map is zero. */
  public static ColorScale symmetric(ColorMap map, float... values) {
    ColorScale all = of(map, values);
    double most = Math.max(Math.abs(all.low), Math.abs(all.high));
    return new ColorScale(-most, most, map);
  }

  /**
   * Where a number lies between both ends, in [0, 1]. If both ends are the same, that is the low
   * end or, for a map whose middle stands for zero, the middle.
   */
  public double share(double value) {
    if (value < low) {
      return 0;
    }
    if (value > high) {
      return 1;
    }
    if (low == high) {
      return map.isDiverging() ? 0.5 : 0;
    }
    return (value - low) / (high - low);
  }

  /** The color {@code 0xRRGGBB} of a number. */
  public int rgb(double value) {
    return Double.isNaN(value) ? missing : map.rgb(share(value));
  }

  /**
   * A picture of numbers, one pixel each.
   *
   * @param values row by row
   * @throws fovea.report.picture.ReportException if there is not one for each pixel
   */
  public Bitmap bitmap(int width, int height, float... values) {
    int[] pixels = new int[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = rgb(values[i]);
    }
    return Bitmap.of(width, height, pixels);
  }
}
