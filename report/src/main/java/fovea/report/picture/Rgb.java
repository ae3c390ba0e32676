package fovea.report.picture;

import java.util.Locale;

/** What can be asked of a color {@code 0xRRGGBB}. */
public final class Rgb {

  private Rgb() {}

  /** A color of three parts, each in [0, 255]; what lies outside becomes the nearest. */
  public static int of(double red, double green, double blue) {
    return level(red) << 16 | level(green) << 8 | level(blue);
  }

  private static int level(double part) {
    return (int) Math.round(Math.clamp(part, 0, 255));
  }

  /** A gray. */
  public static int gray(double level) {
    return of(level, level, level);
  }

  /** Red part, in [0, 255]. */
  public static int red(int rgb) {
    return rgb >> 16 & 255;
  }

  /** Green part, in [0, 255]. */
  public static int green(int rgb) {
    return rgb >> 8 & 255;
  }

  /** Blue part, in [0, 255]. */
  public static int blue(int rgb) {
    return rgb & 255;
  }

  /** A color between two, {@code share} being that of {@code to}, in [0, 1]. */
  public static int mix(int from, int to, double share) {
    return of(
        red(from) + (red(to) - red(from)) * share,
        green(from) + (green(to) - green(from)) * share,
        blue(from) + (blue(to) - blue(from)) * share);
  }

  /** Relative luminance in [0, 1], as WCAG 2 defines it. */
  public static double luminance(int rgb) {
    return 0.2126 * linear(red(rgb)) + 0.7152 * linear(green(rgb)) + 0.0722 * linear(blue(rgb));
  }

  private static double linear(int level) {
    double value = level / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  /** Contrast of two colors in [1, 21], as WCAG 2 defines it; text needs 4.5. */
  public static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** Black or white: the one that is read better on {@code background}. */
  public static int textOn(int background) {
    return contrast(background, 0xFFFFFF) >= contrast(background, 0x000000) ? 0xFFFFFF : 0x000000;
  }

  /** The color as in CSS: {@code #1f77b4}. */
  public static String hex(int rgb) {
    return String.format(Locale.ROOT, "#%06x", rgb & 0xFFFFFF);
  }
}
