package fovea.report.figure;

import fovea.report.text.LabelStyle;
import java.util.ArrayList;
import java.util.List;

/** Where the texts of a figure lie. */
public final class TextBoxes {

  private TextBoxes() {}

  /** What is wrong: texts that touch others, or reach beyond the figure. */
  public static List<String> faults(Figure figure) {
    var boxes = new ArrayList<Box>();
    collect(figure, 1, new Point(0, 0), boxes);
    var whole = new Area(-0.5, -0.5, figure.width() + 1, figure.height() + 1);
    var faults = new ArrayList<String>();
    for (int i = 0; i < boxes.size(); i++) {
      Area area = boxes.get(i).area;
      if (area.x() < whole.x()
          || area.y() < whole.y()
          || area.right() > whole.right()
          || area.bottom() > whole.bottom()) {
        faults.add("beyond the figure: " + boxes.get(i));
      }
      for (int k = 0; k < i; k++) {
        if (area.overlaps(boxes.get(k).area)) {
          faults.add(boxes.get(k) + " and " + boxes.get(i));
        }
      }
    }
    return faults;
  }

  /** All texts. */
  public static List<String> texts(Figure figure) {
    var boxes = new ArrayList<Box>();
    collect(figure, 1, new Point(0, 0), boxes);
    return boxes.stream().map(Box::text).toList();
  }

  private record Box(String text, Area area) {}

  private static void collect(Figure figure, double scale, Point at, List<Box> boxes) {
    for (Mark mark : figure.marks()) {
      if (mark instanceof Mark.Text text) {
        Area area = area(text);
        boxes.add(
            new Box(
                text.text(),
                new Area(
                    at.x() + scale * area.x(),
                    at.y() + scale * area.y(),
                    scale * area.width(),
                    scale * area.height())));
      } else if (mark instanceof Mark.Inset inset) {
        var place = new Point(at.x() + scale * inset.at().x(), at.y() + scale * inset.at().y());
        collect(inset.figure(), scale * inset.scale(), place, boxes);
      }
    }
  }

  /** From the top of capitals to the bottom of descenders, upright or turned by -90 degrees. */
  private static Area area(Mark.Text text) {
    LabelStyle style = text.style();
    double width = style.width(text.text());
    double start =
        switch (style.anchor()) {
          case START -> 0;
          case MIDDLE -> -width / 2;
          case END -> -width;
        };
    double above = 0.75 * style.size();
    double below = 0.2 * style.size();
    return text.degrees() == 0
        ? new Area(text.at().x() + start, text.at().y() - above, width, above + below)
        : new Area(text.at().x() - above, text.at().y() - start - width, above + below, width);
  }
}
