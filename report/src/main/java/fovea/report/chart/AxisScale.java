package fovea.report.chart;

import fovea.report.text.LabelStyle;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Where numbers lie along an axis.
 *
 * @param ticks the round numbers that are written at it
 */
record AxisScale(double low, double high, boolean isLogarithmic, List<Ticks.Tick> ticks) {
  static final LabelStyle TICK = new LabelStyle(11).color(0x444444);
  private static final double ROOM = 14;

  /**
   * The scale for values, which ends at round numbers where the axis does not say otherwise.
   *
   * @param length of the axis
   * @param isUpright whether it runs upwards, so that labels need their height, not their width
   */
  static AxisScale of(ChartAxis axis, double[] values, double length, boolean isUpright) {
    double[] counted =
        Arrays.stream(values)
            .filter(value -> Double.isFinite(value) && (value > 0 || !axis.isLogarithmic()))
            .toArray();
    double low = Arrays.stream(counted).min().orElse(axis.isLogarithmic() ? 0.1 : 0);
    double high = Arrays.stream(counted).max().orElse(1);
    int most = (int) Math.clamp(length / (isUpright ? 34 : 50), 2, 10);
    if (axis.isLogarithmic()) {
      return logarithmic(axis, low, high, most);
    }
    // Between two epochs there is none.
    boolean whole = counted.length > 0 && Arrays.stream(counted).allMatch(v -> v == Math.rint(v));
    int steps = whole ? (int) Math.clamp(high - low, 1, most) : most;
    return linear(axis, low, high, new Fit(length, steps, isUpright));
  }

  /** How many ticks there may be, and the room for them. */
  private record Fit(double length, int most, boolean isUpright) {

    /** As many as do not touch each other. */
    List<Ticks.Tick> ticks(IntFunction<List<Ticks.Tick>> ticks) {
      List<Ticks.Tick> some = ticks.apply(most);
      for (int fewer = most - 1; fewer >= 1 && !fits(some); fewer--) {
        some = ticks.apply(fewer);
      }
      return some;
    }

    private boolean fits(List<Ticks.Tick> ticks) {
      double widest = ticks.stream().mapToDouble(tick -> TICK.width(tick.label())).max().orElse(0);
      double needed = isUpright ? TICK.lineHeight() : widest + ROOM;
      return needed * (ticks.size() - 1) <= length;
    }
  }

  private static AxisScale linear(ChartAxis axis, double low, double high, Fit fit) {
    double from = Double.isNaN(axis.from()) ? low : axis.from();
    double to = Double.isNaN(axis.to()) ? high : axis.to();
    if (from >= to) {
      double apart = from == 0 ? 1 : Math.abs(from) / 10;
      from = Double.isNaN(axis.from()) ? from - apart : from;
      to = Double.isNaN(axis.to()) ? from + 2 * apart : to;
    }
    double step = Ticks.step(from, to, fit.most);
    double start = Double.isNaN(axis.from()) ? step * Math.floor(from / step + 1e-9) : from;
    double end = Double.isNaN(axis.to()) ? step * Math.ceil(to / step - 1e-9) : to;
    return new AxisScale(start, end, false, fit.ticks(most -> Ticks.linear(start, end, most)));
  }

  private static AxisScale logarithmic(ChartAxis axis, double low, double high, int most) {
    double from = Double.isNaN(axis.from()) ? power(Math.floor(Math.log10(low))) : axis.from();
    double to = Double.isNaN(axis.to()) ? power(Math.ceil(Math.log10(high))) : axis.to();
    double end = to > from ? to : 10 * from;
    return new AxisScale(from, end, true, Ticks.logarithmic(from, end, most));
  }

  private static double power(double exponent) {
    return Math.pow(10, exponent);
  }

  /** Width of the longest label. */
  double widest() {
    return ticks.stream().mapToDouble(tick -> TICK.width(tick.label())).max().orElse(0);
  }

  /** Where a number lies, from 0 at the low end to 1 at the high end; NaN where it has no place. */
  double share(double value) {
    return isLogarithmic
        ? value > 0 ? Math.log(value / low) / Math.log(high / low) : Double.NaN
        : (value - low) / (high - low);
  }
}
