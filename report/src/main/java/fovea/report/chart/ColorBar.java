package fovea.report.chart;

import fovea.report.color.ColorScale;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.figure.Stroke;
import fovea.report.picture.Bitmap;
import fovea.report.text.LabelStyle;
import java.util.ArrayList;
import java.util.List;

/**
 * The colors of a scale with the numbers that they stand for.
 *
 * @param label what the numbers are
 * @param length of the bar
 * @param isHorizontal whether it lies below what it explains, else it stands beside it
 */
public record ColorBar(ColorScale scale, String label, double length, boolean isHorizontal)
    implements Chart {
  private static final int COLORS = 256;
  private static final double THICKNESS = 14;
  private static final double GAP = 4;
  private static final Stroke EDGE = new Stroke(0x777777, 1);
  private static final LabelStyle TICK = AxisScale.TICK;

  /** Upright, 224 high. */
  public ColorBar(ColorScale scale, String label) {
    this(scale, label, 224, false);
  }

  /** The same upright, so high. */
  public ColorBar height(double height) {
    return new ColorBar(scale, label, height, false);
  }

  /** The same lying, so wide. */
  public ColorBar width(double width) {
    return new ColorBar(scale, label, width, true);
  }

  @Override
  public Figure figure() {
    return isHorizontal ? horizontal() : upright();
  }

  private List<Ticks.Tick> ticks() {
    if (scale.low() == scale.high()) {
      return Ticks.linear(scale.low() - 0.5, scale.low() + 0.5, 1).stream()
          .filter(tick -> tick.value() == scale.low())
          .toList();
    }
    var axis = new ChartAxis(label).range(scale.low(), scale.high());
    return AxisScale.of(axis, new double[0], length, !isHorizontal).ticks();
  }

  private Figure upright() {
    var marks = new ArrayList<Mark>();
    double edge = TICK.lineHeight() / 2;
    var bar = new Area(0.5, edge, THICKNESS, length - 2 * edge);
    Bitmap colors = Bitmap.of(1, COLORS, (_, y) -> scale.map().rgb(1 - y / (COLORS - 1.0)));
    marks.add(new Mark.Picture(colors, bar, true));
    marks.add(new Mark.Border(bar, EDGE));
    double widest = 0;
    double middle = (TICK.ascent() - TICK.descent()) / 2;
    for (Ticks.Tick tick : ticks()) {
      double y = bar.bottom() - bar.height() * scale.share(tick.value());
      double x = bar.right() + GAP;
      marks.add(new Mark.Line(new Point(bar.right(), y), new Point(x, y), EDGE));
      marks.add(new Mark.Text(new Point(x + GAP / 2, y + middle), tick.label(), TICK));
      widest = Math.max(widest, TICK.width(tick.label()));
    }
    double x = bar.right() + 2.5 * GAP + widest + TICK.baseline();
    if (!label.isBlank()) {
      String beside = TICK.shortened(label, length);
      marks.add(new Mark.Text(new Point(x, length / 2), beside, TICK.centered(), -90));
    }
    return new Figure(x + (label.isBlank() ? 0 : TICK.descent() + 1), length, marks);
  }

  private Figure horizontal() {
    var marks = new ArrayList<Mark>();
    // room for half a number beyond both ends
    double edge = ticks().stream().mapToDouble(t -> TICK.width(t.label())).max().orElse(0) / 2;
    var bar = new Area(edge, 0.5, Math.max(20, length - 2 * edge), THICKNESS);
    Bitmap colors = Bitmap.of(COLORS, 1, (x, _) -> scale.map().rgb(x / (COLORS - 1.0)));
    marks.add(new Mark.Picture(colors, bar, true));
    marks.add(new Mark.Border(bar, EDGE));
    double line = bar.bottom() + GAP + TICK.baseline();
    for (Ticks.Tick tick : ticks()) {
      double x = bar.x() + bar.width() * scale.share(tick.value());
      var below = new Point(x, bar.bottom() + GAP);
      marks.add(new Mark.Line(new Point(x, bar.bottom()), below, EDGE));
      marks.add(new Mark.Text(new Point(x, line), tick.label(), TICK.centered()));
    }
    double height = bar.bottom() + GAP + TICK.lineHeight();
    if (!label.isBlank()) {
      var below = new Point(length / 2, height + TICK.baseline());
      marks.add(new Mark.Text(below, TICK.shortened(label, length), TICK.centered()));
      height += TICK.lineHeight();
    }
    return new Figure(length, height, marks);
  }
}
