package fovea.report.chart;

import fovea.report.color.Palette;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.figure.Stroke;
import fovea.report.text.LabelStyle;
import java.util.ArrayList;
import java.util.List;

/**
 * Bars below each other, each with a label on its left and a value at its end.
 *
 * @param most the value whose bar takes all the room
 * @param width of the whole
 */
public record BarChart(List<Bar> bars, double most, double width) implements Chart {
  private static final LabelStyle TEXT = new LabelStyle(12);
  private static final double ROW = 22;
  private static final double BAR = 14;
  private static final double GAP = 6;
  private static final double LABEL_SHARE = 0.45;
  private static final int PLAIN = Palette.rgb(0);
  private static final int MARKED = Palette.rgb(1);
  private static final String MARK = "▶ ";

  /** Copies the list. */
  public BarChart {
    bars = List.copyOf(bars);
  }

  /** The longest bar takes all the room. */
  public BarChart(List<Bar> bars) {
    this(bars, bars.stream().mapToDouble(bar -> Math.abs(bar.value())).max().orElse(1), 360);
  }

  /** The same with another value whose bar takes all the room: 1 for probabilities. */
  public BarChart most(double most) {
    return new BarChart(bars, most, width);
  }

  /** The same in another width. */
  public BarChart width(double width) {
    return new BarChart(bars, most, width);
  }

  /**
   * One bar.
   *
   * @param text what is written at its end
   * @param isMarked whether it stands out, by its color and by a sign before its label
   */
  public record Bar(String label, double value, String text, boolean isMarked) {

    /** One that does not stand out. */
    public Bar(String label, double value, String text) {
      this(label, value, text, false);
    }

    private String shownLabel() {
      return isMarked ? MARK + label : label;
    }
  }

  @Override
  public Figure figure() {
    double labels =
        Math.min(
            LABEL_SHARE * width,
            bars.stream().mapToDouble(bar -> style(bar).width(bar.shownLabel())).max().orElse(0));
    double texts = bars.stream().mapToDouble(bar -> style(bar).width(bar.text)).max().orElse(0);
    double start = labels + GAP;
    double room = Math.max(1, width - start - texts - GAP);
    var marks = new ArrayList<Mark>();
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double top = i * ROW;
      double baseline = top + (ROW + TEXT.ascent() - TEXT.descent()) / 2;
      String label = style(bar).shortened(bar.shownLabel(), labels);
      marks.add(new Mark.Text(new Point(labels, baseline), label, style(bar).right()));
      double share = most > 0 ? Math.clamp(Math.abs(bar.value) / most, 0, 1) : 0;
      var area = new Area(start, top + (ROW - BAR) / 2, Math.max(1, room * share), BAR);
      marks.add(new Mark.Fill(area, bar.isMarked ? MARKED : PLAIN));
      marks.add(new Mark.Text(new Point(area.right() + GAP, baseline), bar.text, style(bar)));
    }
    double height = Math.max(1, bars.size() * ROW);
    marks.add(
        new Mark.Line(new Point(start, 0), new Point(start, height), new Stroke(0x777777, 1)));
    return new Figure(width, height, marks);
  }

  private static LabelStyle style(Bar bar) {
    return TEXT.bold(bar.isMarked);
  }
}
