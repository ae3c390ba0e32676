package fovea.report.page;

import java.util.Locale;

/** Numbers as pages and tables write them. */
public final class Numbers {

  private Numbers() {}

  /** A whole number: {@code 61,706}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A share: {@code 98.53 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** A loss or another figure. */
  public static String figure(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "not finite";
  }

  /** Any number, to three digits. */
  public static String small(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  /** How long something took: {@code 3.6 s}, {@code 12:40}, {@code 3:05:09}. */
  public static String seconds(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
