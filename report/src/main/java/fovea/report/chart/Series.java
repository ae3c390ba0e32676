package fovea.report.chart;

import fovea.report.picture.ReportException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers of one kind, which a line goes through; a number that is not finite is a gap.
 *
 * @param name what the legend calls it
 */
public record Series(String name, List<Double> x, List<Double> y) {

  /**
   * Copies the lists.
   *
   * @throws ReportException if one is longer
   */
  public Series {
    x = List.copyOf(x);
    y = List.copyOf(y);
    if (x.size() != y.size()) {
      throw new ReportException(
          "series " + name,
          String.format(
              Locale.ROOT, "expected a y for each x, found %d and %d", x.size(), y.size()),
          "Give as many of both");
    }
  }

  /** Numbers at 1, 2, 3 and so on, such as losses by epoch. */
  public static Series of(String name, double... y) {
    return new Series(
        name, IntStream.rangeClosed(1, y.length).mapToObj(i -> (double) i).toList(), list(y));
  }

  /**
   * Numbers at places.
   *
   * @throws ReportException if there is not one for each
   */
  public static Series of(String name, double[] x, double[] y) {
    return new Series(name, list(x), list(y));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().collect(Collectors.toList());
  }
}
