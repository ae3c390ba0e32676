package fovea.report.chart;

import fovea.report.color.Palette;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.figure.Stroke;
import java.util.ArrayList;
import java.util.List;

/**
 * How far confidence can be trusted (Niculescu-Mizil and Caruana, 2005): for predictions of about
 * the same confidence the share that is right, beside the diagonal where both are equal, and below
 * how many there are.
 *
 * @param bins by rising confidence
 * @param width of the whole
 */
public record ReliabilityChart(List<Bin> bins, double width) implements Chart {
  private static final int ACCURACY = Palette.rgb(4);
  private static final Stroke CONFIDENCE = new Stroke(Palette.rgb(1), 2.5);
  private static final Stroke DIAGONAL = new Stroke(0x333333, 1.5, 5);
  private static final int COUNTS = 0x999999;

  /** Copies the list. */
  public ReliabilityChart {
    bins = List.copyOf(bins);
  }

  /** Of usual width. */
  public ReliabilityChart(List<Bin> bins) {
    this(bins, 360);
  }

  /** The same in another width. */
  public ReliabilityChart width(double width) {
    return new ReliabilityChart(bins, width);
  }

  /**
   * Predictions of about the same confidence.
   *
   * @param from the least confidence of the bin
   * @param to its largest
   * @param count how many predictions there are; if none, the rest does not count
   * @param confidence their mean confidence
   * @param accuracy share of them that is right
   */
  public record Bin(double from, double to, long count, double confidence, double accuracy) {}

  @Override
  public Figure figure() {
    return Figures.column(8, legend(), upper(), lower());
  }

  private Figure legend() {
    var style = Plot.LABEL;
    double line = style.baseline();
    double second = 22 + style.width("accuracy") + 18;
    double third = second + 22 + style.width("mean confidence") + 18;
    return new Figure(
        width,
        style.lineHeight(),
        new Mark.Fill(new Area(0, 3, 16, 10), ACCURACY),
        new Mark.Text(new Point(22, line), "accuracy", style),
        new Mark.Line(new Point(second, 8), new Point(second + 16, 8), CONFIDENCE),
        new Mark.Text(new Point(second + 22, line), "mean confidence", style),
        new Mark.Line(new Point(third, 8), new Point(third + 16, 8), DIAGONAL),
        new Mark.Text(new Point(third + 22, line), "equal", style));
  }

  private Figure upper() {
    Plot plot = plot(width, new Plot.Side(new ChartAxis("accuracy").range(0, 1), new double[0]));
    var marks = new ArrayList<Mark>();
    plot.addGrid(marks);
    for (Bin bin : bins) {
      if (bin.count > 0) {
        marks.add(bar(plot, bin, bin.accuracy, ACCURACY));
      }
    }
    marks.add(new Mark.Line(plot.point(0, 0), plot.point(1, 1), DIAGONAL));
    for (Bin bin : bins) {
      if (bin.count > 0) {
        var from = plot.point(bin.from, bin.confidence);
        marks.add(new Mark.Line(from, plot.point(bin.to, bin.confidence), CONFIDENCE));
      }
    }
    plot.addAxes(marks, "confidence", "accuracy");
    return new Figure(width, width, marks);
  }

  private Figure lower() {
    double height = width * 0.4;
    double most = bins.stream().mapToLong(Bin::count).max().orElse(1);
    double[] values = {0, Math.max(1, most)};
    Plot plot = plot(height, new Plot.Side(new ChartAxis("predictions"), values));
    var marks = new ArrayList<Mark>();
    plot.addGrid(marks);
    for (Bin bin : bins) {
      if (bin.count > 0) {
        marks.add(bar(plot, bin, (double) bin.count, COUNTS));
      }
    }
    plot.addAxes(marks, "confidence", "predictions");
    return new Figure(width, height, marks);
  }

  /** Both plots keep room for the same numbers on the left, so that one stands above the other. */
  private Plot plot(double height, Plot.Side y) {
    long most = bins.stream().mapToLong(Bin::count).max().orElse(1);
    return Plot.within(
        new Area(0, 0, width, height),
        new Plot.Side(new ChartAxis("confidence").range(0, 1), new double[0]),
        y,
        AxisScale.TICK.width(Long.toString(10 * most)));
  }

  private static Mark bar(Plot plot, Bin bin, double value, int color) {
    double left = plot.x(bin.from) + 0.5;
    double top = plot.y(value);
    double width = Math.max(1, plot.x(bin.to) - 0.5 - left);
    return new Mark.Fill(new Area(left, top, width, plot.area().bottom() - top), color);
  }
}
