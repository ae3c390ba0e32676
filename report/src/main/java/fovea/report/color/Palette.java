package fovea.report.color;

/**
 * Eight colors for series and groups that color-blind people can tell apart (Okabe and Ito, 2008),
 * the darker ones, which are seen better on white, first.
 */
public final class Palette {
  private static final int[] COLORS = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00, 0x000000, 0xF0E442
  };

  /** Number of different colors. */
  public static final int SIZE = COLORS.length;

  private Palette() {}

  /** The color {@code 0xRRGGBB} of a series; after the last it begins again. */
  public static int rgb(int series) {
    return COLORS[Math.floorMod(series, SIZE)];
  }
}
