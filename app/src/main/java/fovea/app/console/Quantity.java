package fovea.app.console;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them: grouped by thousands, with units. */
public final class Quantity {

  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};

  /** Numbers below this are shorter with an exponent. */
  private static final double TINY = 1e-4;

  private Quantity() {}

  /** A whole number: {@code 61,706}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A large whole number to three digits: {@code 4.09 G}, {@code 417 k}. */
  public static String large(long number) {
    String[] prefixes = {"", " k", " M", " G", " T"};
    double value = number;
    int prefix = 0;
    while (value >= 999.5 && prefix < prefixes.length - 1) {
      value /= 1000;
      prefix++;
    }
    return rounded(value) + prefixes[prefix];
  }

  /** A rate, with a decimal place where there are few digits: {@code 15,320} or {@code 12.4}. */
  public static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond >= 100 ? "%,.0f" : "%.1f", perSecond);
  }

  /** A share: {@code 98.53 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** A share that need not be exact: {@code 98.5 %}. */
  public static String share(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A loss: {@code 0.0432}. */
  public static String loss(double loss) {
    return String.format(Locale.ROOT, "%.4f", loss);
  }

  /** Any number, to three digits: {@code 0.05}, {@code 1.2e-6}; {@code NaN} for none. */
  public static String rounded(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    boolean tiny = number != 0 && Math.abs(number) < TINY;
    return tiny
        ? new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(number)
            .toLowerCase(Locale.ROOT)
        : new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  /** A number that a network gives, to five digits: {@code 31.416}. */
  public static String measured(double number) {
    return new BigDecimal(number).round(new MathContext(5)).stripTrailingZeros().toPlainString();
  }

  /** A size in memory or on disk: {@code 512 B}, {@code 23.5 GiB}. */
  public static String bytes(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < BINARY.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, BINARY[unit]);
  }

  /** How long something took: {@code 3.6 s}, from a minute on as {@link #clock} has it. */
  public static String duration(double seconds) {
    return seconds < 59.95
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : clock(Duration.ofSeconds(Math.round(seconds)));
  }

  /**
   * A time of any length, to three digits or so: {@code 48 ns}, {@code 12.3 µs}, {@code 970.3 ms}.
   */
  public static String time(double seconds) {
    if (seconds < 1e-6) {
      return String.format(Locale.ROOT, "%.0f ns", seconds * 1e9);
    }
    if (seconds < 1e-3) {
      return String.format(Locale.ROOT, "%.1f µs", seconds * 1e6);
    }
    return seconds < 10 ? String.format(Locale.ROOT, "%,.1f ms", seconds * 1e3) : duration(seconds);
  }

  /** A time on the clock: {@code 0:07}, {@code 12:40}, {@code 3:05:09}. */
  public static String clock(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    String tail = String.format(Locale.ROOT, ":%02d", seconds % 60);
    return seconds < 3600
        ? seconds / 60 + tail
        : String.format(Locale.ROOT, "%d:%02d", seconds / 3600, seconds / 60 % 60) + tail;
  }
}
