package fovea.report.chart;

import fovea.report.color.Palette;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Mark;
import fovea.report.picture.ReportException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many numbers lie where.
 *
 * @param axis what the numbers are
 * @param edges of the bins, rising, one more than there are bins
 * @param counts how many lie in each
 * @param size of the whole
 */
public record Histogram(ChartAxis axis, List<Double> edges, List<Long> counts, ChartSize size)
    implements Chart {

  /**
   * Copies the lists.
   *
   * @throws ReportException if there is not one edge more than counts
   */
  public Histogram {
    edges = List.copyOf(edges);
    counts = List.copyOf(counts);
    if (counts.isEmpty() || edges.size() != counts.size() + 1) {
      throw new ReportException(
          "histogram of " + axis.label(),
          "expected one edge more than counts, found " + edges.size() + " and " + counts.size(),
          "Give both ends of each bin");
    }
  }

  /** Counts numbers in bins of equal width; those that are not finite are left out. */
  public static Histogram of(ChartAxis axis, int bins, double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(1);
    double apart = high > low ? (high - low) / bins : 1.0 / bins;
    long[] counts = new long[bins];
    for (double value : finite) {
      counts[Math.min(bins - 1, (int) ((value - low) / apart))]++;
    }
    var edges = new ArrayList<Double>();
    for (int i = 0; i <= bins; i++) {
      edges.add(low + i * apart);
    }
    return new Histogram(
        axis, edges, Arrays.stream(counts).boxed().toList(), new ChartSize(420, 240));
  }

  /** The same in another size. */
  public Histogram size(double width, double height) {
    return new Histogram(axis, edges, counts, new ChartSize(width, height));
  }

  @Override
  public Figure figure() {
    double most = counts.stream().mapToLong(Long::longValue).max().orElse(1);
    ChartAxis across =
        Double.isNaN(axis.from()) ? axis.range(edges.getFirst(), edges.getLast()) : axis;
    Plot plot =
        Plot.within(
            new Area(0, 0, size.width(), size.height()),
            new Plot.Side(across, new double[0]),
            new Plot.Side(new ChartAxis("count"), new double[] {0, Math.max(1, most)}));
    var marks = new ArrayList<Mark>();
    plot.addGrid(marks);
    for (int i = 0; i < counts.size(); i++) {
      double left = plot.x(edges.get(i)) + 0.5;
      double right = plot.x(edges.get(i + 1)) - 0.5;
      double top = plot.y(counts.get(i));
      if (counts.get(i) > 0) {
        var bar = new Area(left, top, Math.max(0.5, right - left), plot.area().bottom() - top);
        marks.add(new Mark.Fill(bar, Palette.rgb(0)));
      }
    }
    plot.addAxes(marks, axis.label(), "count");
    return new Figure(size.width(), size.height(), marks);
  }
}
