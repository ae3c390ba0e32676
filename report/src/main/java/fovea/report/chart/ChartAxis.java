package fovea.report.chart;

import fovea.report.picture.ReportException;
import java.util.Locale;

/**
 * What an axis of a chart shows, and from where to where.
 *
 * @param label what is counted or measured, with its unit
 * @param isLogarithmic whether the distance of numbers is that of their logarithms
 * @param from its first number; NaN for one that suits the values
 * @param to its last number; NaN for one that suits the values
 */
public record ChartAxis(String label, boolean isLogarithmic, double from, double to) {

  /**
   * Checks the ends.
   *
   * @throws ReportException if they are the wrong way round or have no logarithm
   */
  public ChartAxis {
    if (from >= to || (isLogarithmic && (from <= 0 || to <= 0))) {
      throw new ReportException(
          "axis " + label,
          String.format(
              Locale.ROOT,
              "expected ends that rise%s, found %s and %s",
              isLogarithmic ? " and are above zero" : "",
              from,
              to),
          "Choose other ends");
    }
  }

  /** From where to where the values reach. */
  public ChartAxis(String label) {
    this(label, false, Double.NaN, Double.NaN);
  }

  /**
   * The same with equal distances for equal ratios; values that are not above zero are left out.
   */
  public ChartAxis logarithmic() {
    return new ChartAxis(label, true, from, to);
  }

  /** The same from one number to another. */
  public ChartAxis range(double from, double to) {
    return new ChartAxis(label, isLogarithmic, from, to);
  }
}
