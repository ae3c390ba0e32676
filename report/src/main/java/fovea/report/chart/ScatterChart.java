package fovea.report.chart;

import fovea.report.color.Palette;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Mark;
import fovea.report.figure.Stroke;
import fovea.report.picture.ReportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Pairs of numbers as points, beside the diagonal where both are equal, such as predictions against
 * the truth. Pairs with a number that is not finite are left out.
 *
 * @param x what the first numbers are
 * @param y what the second numbers are
 * @param pairs the numbers
 * @param side of the whole, a square
 */
public record ScatterChart(ChartAxis x, ChartAxis y, List<Pair> pairs, double side)
    implements Chart {

  /** Of more points, smaller discs are drawn. */
  private static final int MANY = 300;

  private static final double USUAL = 360;
  private static final Stroke DIAGONAL = new Stroke(0x333333, 1.5, 5);

  /** Two numbers that belong together. */
  public record Pair(double x, double y) {}

  /** Copies the list. */
  public ScatterChart {
    pairs =
        pairs.stream()
            .filter(pair -> Double.isFinite(pair.x()) && Double.isFinite(pair.y()))
            .toList();
  }

  /**
   * Of usual size.
   *
   * @throws ReportException if there are not as many of both
   */
  public static ScatterChart of(ChartAxis x, double[] first, ChartAxis y, double[] second) {
    if (first.length != second.length) {
      throw new ReportException(
          y.label() + " against " + x.label(),
          String.format(
              Locale.ROOT,
              "expected as many numbers of both, found %,d and %,d",
              first.length,
              second.length),
          "Give one for each");
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      pairs.add(new Pair(first[i], second[i]));
    }
    return new ScatterChart(x, y, pairs, USUAL);
  }

  @Override
  public Figure figure() {
    double[] all =
        pairs.stream().flatMapToDouble(pair -> DoubleStream.of(pair.x(), pair.y())).toArray();
    // Both axes show the same range, so that the diagonal is one.
    Plot plot =
        Plot.within(new Area(0, 0, side, side), new Plot.Side(x, all), new Plot.Side(y, all));
    var marks = new ArrayList<Mark>();
    plot.addGrid(marks);
    double low = DoubleStream.of(all).min().orElse(0);
    double high = DoubleStream.of(all).max().orElse(1);
    marks.add(new Mark.Line(plot.point(low, low), plot.point(high, high), DIAGONAL));
    double radius = pairs.size() > MANY ? 1.5 : 2.5;
    for (Pair pair : pairs) {
      marks.add(new Mark.Disc(plot.point(pair.x(), pair.y()), radius, Palette.rgb(0)));
    }
    plot.addAxes(marks, x.label(), y.label());
    return new Figure(side, side, marks);
  }
}
