package fovea.report.chart;

import fovea.report.color.Palette;
import fovea.report.figure.Figure;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.figure.Stroke;
import fovea.report.text.LabelStyle;
import java.util.ArrayList;
import java.util.List;

/** Which line is which: by color, and by dashes for those who see no colors. */
final class Legend {
  private static final LabelStyle NAME = new LabelStyle(12);
  private static final double LINE = 22;
  private static final double GAP = 6;
  private static final double[] DASHES = {0, 6, 2, 10};

  private Legend() {}

  /** How the line of a series is drawn. */
  static Stroke stroke(int series) {
    return new Stroke(Palette.rgb(series), 2, DASHES[series % DASHES.length]);
  }

  /** Names in rows, as many side by side as there is room for. */
  static Figure figure(List<String> names, double width) {
    var marks = new ArrayList<Mark>();
    double x = 0;
    double y = 0;
    for (int i = 0; i < names.size(); i++) {
      String name = NAME.shortened(names.get(i), width - LINE - GAP);
      double end = x + LINE + GAP + NAME.width(name);
      if (x > 0 && end > width) {
        end -= x;
        x = 0;
        y += NAME.lineHeight();
      }
      double middle = y + NAME.lineHeight() / 2;
      marks.add(new Mark.Line(new Point(x, middle), new Point(x + LINE, middle), stroke(i)));
      marks.add(new Mark.Text(new Point(x + LINE + GAP, y + NAME.baseline()), name, NAME));
      x = end + 3 * GAP;
    }
    return new Figure(width, y + NAME.lineHeight(), marks);
  }
}
