package fovea.explain.show;

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
import java.util.Locale;

/**
 * A bar with the colors of a scale, the numbers of its ends and what they mean.
 *
 * @param scale the colors
 * @param cut whether there are numbers beyond the ends
 * @param low what the lower end means; may be empty
 * @param high what the upper end means; may be empty
 */
record ScaleBar(ColorScale scale, boolean cut, String low, String high) {
  private static final double HEIGHT = 12;
  private static final int STEPS = 128;
  private static final LabelStyle STYLE = new LabelStyle(11).color(0x444444);

  /** A bar from zero. */
  static ScaleBar fromZero(ColorScale scale, String high) {
    return new ScaleBar(scale, false, "", high);
  }

  /** The bar, so wide, with its texts below. */
  Figure figure(double width) {
    var area = new Area(0.5, 0.5, width - 1, HEIGHT);
    double range = scale.high() - scale.low();
    Bitmap colors = Bitmap.of(STEPS, 1, (x, _) -> scale.rgb(scale.low() + range * x / (STEPS - 1)));
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Picture(colors, area, true));
    marks.add(new Mark.Border(area, new Stroke(0x888888, 1)));
    double y = HEIGHT + 2 + STYLE.baseline();
    String left = joined((cut && scale.low() < 0 ? "≤ " : "") + number(scale.low()), low);
    String right = joined(high, (cut ? "≥ " : "") + number(scale.high()));
    double room = scale.map().isDiverging() ? width / 2 - 10 : width - STYLE.width(left) - 10;
    marks.add(new Mark.Text(new Point(0, y), STYLE.shortened(left, room), STYLE));
    marks.add(new Mark.Text(new Point(width, y), STYLE.shortened(right, room), STYLE.right()));
    if (scale.map().isDiverging()) {
      marks.add(new Mark.Text(new Point(width / 2, y), "0", STYLE.centered()));
    }
    return new Figure(width, HEIGHT + 2 + STYLE.lineHeight(), marks);
  }

  private static String joined(String one, String other) {
    return (one + " " + other).strip();
  }

  /** With three digits that say something. */
  static String number(double value) {
    double size = Math.abs(value);
    if (value == 0) {
      return "0";
    }
    if (size >= 0.001 && size < 100_000) {
      int decimals = Math.clamp(2 - (int) Math.floor(Math.log10(size)), 0, 5);
      return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
    return String.format(Locale.ROOT, "%.1e", value);
  }
}
