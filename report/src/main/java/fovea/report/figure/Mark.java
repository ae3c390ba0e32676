package fovea.report.figure;

import fovea.report.picture.Bitmap;
import fovea.report.text.LabelStyle;
import java.util.List;

/** One thing that a figure shows; later ones cover earlier ones. */
public sealed interface Mark {

  /**
   * A filled rectangle.
   *
   * @param color {@code 0xRRGGBB}
   */
  record Fill(Area area, int color) implements Mark {}

  /** The edge of a rectangle; the stroke's middle runs along it. */
  record Border(Area area, Stroke stroke) implements Mark {}

  /** A line through points. */
  record Line(List<Point> points, Stroke stroke) implements Mark {

    /** Copies the list. */
    public Line {
      points = List.copyOf(points);
    }

    /** A straight line. */
    public Line(Point from, Point to, Stroke stroke) {
      this(List.of(from, to), stroke);
    }
  }

  /**
   * A filled polygon, whose sides do not cross.
   *
   * @param color {@code 0xRRGGBB}
   */
  record Polygon(List<Point> points, int color) implements Mark {

    /** Copies the list. */
    public Polygon {
      points = List.copyOf(points);
    }
  }

  /**
   * A filled circle.
   *
   * @param color {@code 0xRRGGBB}
   */
  record Disc(Point center, double radius, int color) implements Mark {}

  /**
   * A picture, stretched to a rectangle.
   *
   * @param smooth whether pixels run into each other where it is enlarged; else each is a rectangle
   */
  record Picture(Bitmap bitmap, Area area, boolean smooth) implements Mark {}

  /**
   * A text on one line.
   *
   * @param at the baseline, at that part of the text which the style's anchor says
   * @param degrees how far it is turned about that place, clockwise; a text that reads upwards is
   *     turned by -90
   */
  record Text(Point at, String text, LabelStyle style, double degrees) implements Mark {

    /** From left to right. */
    public Text(Point at, String text, LabelStyle style) {
      this(at, text, style, 0);
    }
  }

  /**
   * A figure within a figure.
   *
   * @param at where its upper left corner lies
   * @param scale its size here as a multiple of its own
   */
  record Inset(Point at, double scale, Figure figure) implements Mark {

    /** In its own size. */
    public Inset(Point at, Figure figure) {
      this(at, 1, figure);
    }
  }
}
