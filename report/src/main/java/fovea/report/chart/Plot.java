package fovea.report.chart;

import fovea.report.figure.Area;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.figure.Stroke;
import fovea.report.text.LabelStyle;
import java.util.List;

/**
 * Two axes and what lies between them.
 *
 * @param area what lies between
 */
record Plot(Area area, AxisScale x, AxisScale y) {
  static final LabelStyle LABEL = new LabelStyle(12);
  private static final Stroke GRID = new Stroke(0xDDDDDD, 1);
  private static final Stroke AXIS = new Stroke(0x777777, 1);
  private static final double GAP = 5;

  /** What an axis shows, and the numbers that it must reach. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Side(ChartAxis axis, double[] values) {}

  /** Axes whose labels stay within {@code outer}, with ticks and labels on the left and below. */
  static Plot within(Area outer, Side x, Side y) {
    return within(outer, x, y, 0);
  }

  /** The same with room for numbers of a width on the left. */
  static Plot within(Area outer, Side x, Side y, double numbers) {
    double below = LABEL.lineHeight() + AxisScale.TICK.lineHeight() + GAP;
    double top = outer.y() + AxisScale.TICK.lineHeight() / 2;
    double height = outer.bottom() - below - top;
    AxisScale upright = AxisScale.of(y.axis, y.values, height, true);
    double widest = Math.max(numbers, upright.widest());
    double left = outer.x() + LABEL.lineHeight() + widest + 2 * GAP;
    double width = outer.right() - 18 - left;
    return new Plot(
        new Area(left, top, width, height), AxisScale.of(x.axis, x.values, width, false), upright);
  }

  double x(double value) {
    return area.x() + area.width() * x.share(value);
  }

  double y(double value) {
    return area.bottom() - area.height() * y.share(value);
  }

  Point point(double x, double y) {
    return new Point(x(x), y(y));
  }

  /** Lines at the ticks, which lie behind everything. */
  void addGrid(List<Mark> marks) {
    for (Ticks.Tick tick : y.ticks()) {
      double at = y(tick.value());
      marks.add(new Mark.Line(new Point(area.x(), at), new Point(area.right(), at), GRID));
    }
    for (Ticks.Tick tick : x.ticks()) {
      double at = x(tick.value());
      marks.add(new Mark.Line(new Point(at, area.y()), new Point(at, area.bottom()), GRID));
    }
  }

  /** Axes, numbers and labels. */
  void addAxes(List<Mark> marks, String xLabel, String yLabel) {
    var corner = new Point(area.x(), area.bottom());
    marks.add(
        new Mark.Line(
            List.of(new Point(area.x(), area.y()), corner, new Point(area.right(), area.bottom())),
            AXIS));
    LabelStyle tickStyle = AxisScale.TICK;
    double middle = (tickStyle.ascent() - tickStyle.descent()) / 2;
    for (Ticks.Tick tick : y.ticks()) {
      var at = new Point(area.x() - GAP, y(tick.value()) + middle);
      marks.add(new Mark.Text(at, tick.label(), tickStyle.right()));
    }
    double line = area.bottom() + GAP + tickStyle.baseline();
    for (Ticks.Tick tick : x.ticks()) {
      marks.add(
          new Mark.Text(new Point(x(tick.value()), line), tick.label(), tickStyle.centered()));
    }
    addLabels(marks, xLabel, yLabel);
  }

  private void addLabels(List<Mark> marks, String xLabel, String yLabel) {
    double line = area.bottom() + GAP + AxisScale.TICK.lineHeight() + LABEL.baseline();
    String below = LABEL.shortened(xLabel, area.width());
    marks.add(new Mark.Text(new Point(area.middle(), line), below, LABEL.centered()));
    double left = area.x() - 2 * GAP - y.widest() - LABEL.descent();
    String beside = LABEL.shortened(yLabel, area.height());
    marks.add(new Mark.Text(new Point(left, area.center()), beside, LABEL.centered(), -90));
  }
}
