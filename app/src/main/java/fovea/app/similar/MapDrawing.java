package fovea.app.similar;

import fovea.app.console.Quantity;
import fovea.report.color.Palette;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.figure.Stroke;
import fovea.report.page.Block;
import fovea.report.picture.Rgb;
import fovea.report.text.LabelStyle;
import fovea.similar.map.EmbeddingMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Draws a map of pictures: a dot for each, in the color of its class, and small pictures where
 * there is room for them.
 */
final class MapDrawing {
  private static final double SIDE = 800;
  private static final double MARGIN = 40;

  /** Side of a small picture, and of the squares of which each shows one picture at most. */
  private static final double SMALL = 36;

  /** More dots are not drawn; a browser would take long to show them. */
  private static final int MOST_DOTS = 5_000;

  private static final LabelStyle NAME = new LabelStyle(13);
  private static final double ROW = 20;
  private static final double COLUMN = 190;
  private static final double DOT = 3;

  private final IndexedPictures pictures;
  private final SortedMap<String, Integer> counts = new TreeMap<>();
  private final Map<String, Integer> colors = new HashMap<>();
  private final List<Point> points;

  MapDrawing(EmbeddingMap map, IndexedPictures pictures) {
    this.pictures = pictures;
    for (int number = 0; number < map.places().size(); number++) {
      counts.merge(pictures.label(number), 1, Integer::sum);
    }
    for (String label : counts.keySet()) {
      colors.put(label, color(colors.size(), counts.size()));
    }
    this.points = points(map.places());
  }

  /** How many pictures each class has; an empty name stands for none. */
  SortedMap<String, Integer> counts() {
    return counts;
  }

  /** Both axes in one scale, so that distances compare. */
  private static List<Point> points(List<EmbeddingMap.Place> places) {
    var x = places.stream().mapToDouble(EmbeddingMap.Place::x).summaryStatistics();
    var y = places.stream().mapToDouble(EmbeddingMap.Place::y).summaryStatistics();
    double range = Math.max(x.getMax() - x.getMin(), y.getMax() - y.getMin());
    double scale = range > 0 ? (SIDE - 2 * MARGIN) / range : 0;
    double middleX = (x.getMax() + x.getMin()) / 2;
    double middleY = (y.getMax() + y.getMin()) / 2;
    return places.stream()
        .map(
            place ->
                new Point(
                    SIDE / 2 + scale * (place.x() - middleX),
                    SIDE / 2 - scale * (place.y() - middleY)))
        .toList();
  }

  /** The dots and which color is which class. */
  Figure dots() {
    List<Mark> marks = new ArrayList<>();
    EmbeddingMap.evenly(points.size(), MOST_DOTS)
        .forEach(number -> marks.add(new Mark.Disc(points.get(number), DOT, color(number))));
    double y = SIDE;
    double x = MARGIN;
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      if (x + COLUMN > SIDE) {
        x = MARGIN;
        y += ROW;
      }
      marks.add(new Mark.Disc(new Point(x, y + ROW / 2), 5, color(each.getKey())));
      marks.add(
          new Mark.Text(
              new Point(x + 12, y + ROW / 2 + NAME.ascent() / 3),
              NAME.shortened(legend(each), COLUMN - 20),
              NAME));
      x += COLUMN;
    }
    return new Figure(SIDE, y + ROW + MARGIN / 4, marks);
  }

  private static String legend(Map.Entry<String, Integer> each) {
    String name = each.getKey().isEmpty() ? "no class" : each.getKey();
    return name + ": " + Quantity.count(each.getValue());
  }

  /** The small pictures, from the left to the right, as far as they can be read. */
  List<Block.Spot> spots() {
    List<Block.Spot> spots = new ArrayList<>();
    for (int number : shown()) {
      String label = pictures.label(number);
      String caption = (label.isEmpty() ? "" : label + ", ") + pictures.name(number);
      for (Block.Thumbnail small : pictures.thumbnail(number, caption)) {
        spots.add(new Block.Spot(points.get(number), color(number), small));
      }
    }
    return spots;
  }

  /** Of the pictures in each square the one that is nearest to its center. */
  private Collection<Integer> shown() {
    Map<Long, Integer> squares = new TreeMap<>();
    for (int number = 0; number < points.size(); number++) {
      long column = (long) (points.get(number).x() / SMALL);
      long row = (long) (points.get(number).y() / SMALL);
      squares.merge(column << Integer.SIZE | row, number, (a, b) -> off(b) < off(a) ? b : a);
    }
    return squares.values();
  }

  private double off(int number) {
    Point point = points.get(number);
    return Math.hypot(point.x() % SMALL - SMALL / 2, point.y() % SMALL - SMALL / 2);
  }

  /** The whole map as a drawing. */
  static Figure drawing(Figure dots, List<Block.Spot> spots) {
    List<Mark> marks = new ArrayList<>();
    for (Block.Spot spot : spots) {
      Figure small = spot.thumbnail().figure();
      double scale = SMALL / Math.max(small.width(), small.height());
      double width = scale * small.width();
      double height = scale * small.height();
      var corner = new Point(spot.at().x() - width / 2, spot.at().y() - height / 2);
      marks.add(new Mark.Inset(corner, scale, small));
      marks.add(
          new Mark.Border(
              new Area(corner.x(), corner.y(), width, height), new Stroke(spot.color(), 2, 0)));
    }
    return dots.plus(marks.toArray(Mark[]::new));
  }

  private int color(int number) {
    return color(pictures.label(number));
  }

  private int color(String label) {
    return Objects.requireNonNull(colors.get(label));
  }

  /**
   * The color of a class; of more classes than the palette has, those of the color wheel, every
   * other dark.
   */
  static int color(int place, int count) {
    if (count <= Palette.SIZE) {
      return Palette.rgb(place);
    }
    double bright = place % 2 == 0 ? 230 : 140;
    double angle = 2 * Math.PI * place / count;
    return Rgb.of(
        bright * part(angle),
        bright * part(angle - 2 * Math.PI / 3),
        bright * part(angle + 2 * Math.PI / 3));
  }

  private static double part(double angle) {
    return Math.clamp(0.5 + Math.cos(angle), 0, 1);
  }
}
