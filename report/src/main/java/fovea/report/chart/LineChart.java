package fovea.report.chart;

import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.figure.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Lines through the numbers of several series, with a legend if there are several.
 *
 * @param size of the whole
 */
public record LineChart(ChartAxis x, ChartAxis y, List<Series> series, ChartSize size)
    implements Chart {
  /** So many points are shown as discs as well. */
  private static final int FEW = 30;

  private static final double RADIUS = 3;

  /** Copies the list. */
  public LineChart {
    series = List.copyOf(series);
  }

  /** Of usual size. */
  public LineChart(ChartAxis x, ChartAxis y, Series... series) {
    this(x, y, List.of(series), new ChartSize(520, 320));
  }

  /** The same in another size. */
  public LineChart size(double width, double height) {
    return new LineChart(x, y, series, new ChartSize(width, height));
  }

  @Override
  public Figure figure() {
    if (series.size() < 2) {
      return plot(size.height());
    }
    Figure legend = Legend.figure(series.stream().map(Series::name).toList(), size.width());
    return Figures.column(4, legend, plot(Math.max(120, size.height() - legend.height() - 4)));
  }

  private Figure plot(double height) {
    Plot plot =
        Plot.within(
            new Area(0, 0, size.width(), height),
            new Plot.Side(x, values(Series::x)),
            new Plot.Side(y, values(Series::y)));
    var marks = new ArrayList<Mark>();
    plot.addGrid(marks);
    plot.addAxes(marks, x.label(), y.label());
    for (int i = 0; i < series.size(); i++) {
      addLine(marks, plot, series.get(i), Legend.stroke(i));
    }
    return new Figure(size.width(), height, marks);
  }

  private double[] values(Function<Series, List<Double>> side) {
    return series.stream()
        .flatMap(one -> side.apply(one).stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static void addLine(List<Mark> marks, Plot plot, Series series, Stroke stroke) {
    var part = new ArrayList<Point>();
    for (int i = 0; i <= series.x().size(); i++) {
      Point point =
          i < series.x().size()
              ? plot.point(series.x().get(i), series.y().get(i))
              : new Point(Double.NaN, Double.NaN);
      if (inside(plot, point)) {
        part.add(point);
        if (series.x().size() <= FEW) {
          marks.add(new Mark.Disc(point, RADIUS, stroke.color()));
        }
      } else {
        if (part.size() > 1) {
          marks.add(new Mark.Line(part, stroke));
        } else if (part.size() == 1 && series.x().size() > FEW) {
          // Between gaps, no line goes through it.
          marks.add(new Mark.Disc(part.getFirst(), RADIUS, stroke.color()));
        }
        part.clear();
      }
    }
  }

  private static boolean inside(Plot plot, Point point) {
    Area area = plot.area();
    return point.x() >= area.x() - 0.5
        && point.x() <= area.right() + 0.5
        && point.y() >= area.y() - 0.5
        && point.y() <= area.bottom() + 0.5;
  }
}
