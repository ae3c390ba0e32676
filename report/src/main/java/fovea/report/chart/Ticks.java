package fovea.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers along an axis: 1, 2 or 5 times a power of ten apart. */
final class Ticks {
  private static final double[] STEPS = {1, 2, 5, 10};
  private static final double LARGE = 1e6;
  private static final double SMALL = 1e-4;
  private static final double TINY = 1e-9;

  private Ticks() {}

  /** A round number and how it is written. */
  record Tick(double value, String label) {}

  /** The smallest round step by which no more than {@code most} steps reach over the range. */
  static double step(double low, double high, int most) {
    double rough = (high - low) / Math.max(1, most);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double step : STEPS) {
      if (step * power >= rough * (1 - TINY)) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /** The round numbers within a range. */
  static List<Tick> linear(double low, double high, int most) {
    double step = step(low, high, most);
    var ticks = new ArrayList<Tick>();
    long last = (long) Math.floor(high / step + TINY);
    for (long i = (long) Math.ceil(low / step - TINY); i <= last; i++) {
      double value = i * step;
      ticks.add(new Tick(value, label(value, step, Math.max(Math.abs(low), Math.abs(high)))));
    }
    return ticks;
  }

  /**
   * Powers of ten within a range, no more than {@code most}; where they are few, their 2 and 5
   * fold.
   */
  static List<Tick> logarithmic(double low, double high, int most) {
    int first = (int) Math.floor(Math.log10(low) + TINY);
    int last = (int) Math.ceil(Math.log10(high) - TINY);
    int stride = Math.max(1, (int) Math.ceil((last - first + 1.0) / Math.max(1, most)));
    double[] factors = 3 * (last - first) <= most ? new double[] {1, 2, 5} : new double[] {1};
    var ticks = new ArrayList<Tick>();
    for (int power = first; power <= last; power += stride) {
      for (double factor : factors) {
        // read as a decimal: a product would not be exact
        double value = Double.parseDouble(String.format(Locale.ROOT, "%.0fe%d", factor, power));
        if (value >= low * (1 - TINY) && value <= high * (1 + TINY)) {
          ticks.add(new Tick(value, label(value, value, value)));
        }
      }
    }
    return ticks;
  }

  /**
   * A number with the digits that {@code step} needs, in powers of ten if some are large or small.
   */
  private static String label(double value, double step, double largest) {
    if (value == 0) {
      return "0";
    }
    int power = (int) Math.floor(Math.log10(step) + TINY);
    if (largest >= LARGE || step < SMALL) {
      int digits = Math.max(0, (int) Math.floor(Math.log10(Math.abs(value)) + TINY) - power);
      return String.format(Locale.ROOT, "%." + digits + "e", value)
          .replaceFirst("e([+-])0*(\\d)", "e$1$2")
          .replace("e+", "e")
          .replaceFirst("\\.0+e", "e");
    }
    return String.format(Locale.ROOT, "%." + Math.max(0, -power) + "f", value);
  }
}
