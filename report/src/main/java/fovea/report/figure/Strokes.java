package fovea.report.figure;

import java.util.ArrayList;
import java.util.List;

/** Lines as polygons: a rectangle for each piece, and a circle where two meet. All turn alike. */
final class Strokes {
  private static final int CORNERS = 16;

  private Strokes() {}

  /** The polygons of a line, x and y by turns. */
  static List<double[]> polygons(List<Point> points, Stroke stroke) {
    var polygons = new ArrayList<double[]>();
    for (List<Point> part : stroke.dash() > 0 ? dashes(points, stroke.dash()) : List.of(points)) {
      for (int i = 0; i + 1 < part.size(); i++) {
        rectangle(part.get(i), part.get(i + 1), stroke.width(), polygons);
        if (i > 0) {
          polygons.add(disc(part.get(i), stroke.width() / 2));
        }
      }
    }
    return polygons;
  }

  /** The polygon of a circle, x and y by turns. */
  static double[] disc(Point center, double radius) {
    double[] disc = new double[2 * CORNERS * (radius > 4 ? 4 : 1)];
    for (int i = 0; i < disc.length; i += 2) {
      double angle = 2 * Math.PI * i / disc.length;
      disc[i] = center.x() + radius * Math.cos(angle);
      disc[i + 1] = center.y() + radius * Math.sin(angle);
    }
    return disc;
  }

  private static void rectangle(Point from, Point to, double width, List<double[]> polygons) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double length = Math.hypot(dx, dy);
    if (length > 0) {
      double nx = dy / length * width / 2;
      double ny = -dx / length * width / 2;
      polygons.add(
          new double[] {
            from.x() + nx,
            from.y() + ny,
            to.x() + nx,
            to.y() + ny,
            to.x() - nx,
            to.y() - ny,
            from.x() - nx,
            from.y() - ny
          });
    }
  }

  private static List<List<Point>> dashes(List<Point> points, double dash) {
    var dashes = new ArrayList<List<Point>>();
    var current = new ArrayList<>(points.subList(0, 1));
    boolean drawn = true;
    double left = dash;
    for (int i = 0; i + 1 < points.size(); i++) {
      Point from = points.get(i);
      Point to = points.get(i + 1);
      double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
      double at = 0;
      while (length - at > left) {
        at += left;
        left = dash;
        Point turn = between(from, to, at / length);
        if (drawn) {
          current.add(turn);
          dashes.add(List.copyOf(current));
        }
        current.clear();
        current.add(turn);
        drawn = !drawn;
      }
      left -= length - at;
      if (drawn) {
        current.add(to);
      }
    }
    if (drawn) {
      dashes.add(current);
    }
    return dashes;
  }

  private static Point between(Point from, Point to, double share) {
    return new Point(
        from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y()));
  }
}
