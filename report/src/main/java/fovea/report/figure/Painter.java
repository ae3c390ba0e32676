package fovea.report.figure;

import fovea.report.glyph.Outline;
import fovea.report.glyph.Typeface;
import fovea.report.picture.Bitmap;
import fovea.report.picture.Rgb;
import fovea.report.text.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Paints a figure as pixels, with arithmetic of its own: Java's needs fonts and libraries of the
 * system, takes a while to start, and differs between machines.
 */
final class Painter {
  private final int width;
  private final int height;
  private final int[] pixels;

  private Painter(int width, int height) {
    this.width = width;
    this.height = height;
    this.pixels = new int[Math.multiplyExact(width, height)];
    Arrays.fill(pixels, 0xFFFFFF);
  }

  static Bitmap paint(Figure figure, double scale) {
    int width = (int) Math.ceil(figure.width() * scale - 1e-6);
    int height = (int) Math.ceil(figure.height() * scale - 1e-6);
    var painter = new Painter(Math.max(1, width), Math.max(1, height));
    painter.paint(figure, new Frame(scale, 0, 0));
    return Bitmap.of(painter.width, painter.height, painter.pixels);
  }

  /** Where a figure lies on the canvas. */
  private record Frame(double scale, double left, double top) {
    double x(double x) {
      return left + scale * x;
    }

    double y(double y) {
      return top + scale * y;
    }

    Point place(Point point) {
      return new Point(x(point.x()), y(point.y()));
    }

    List<Point> places(List<Point> points) {
      return points.stream().map(this::place).toList();
    }
  }

  private void paint(Figure figure, Frame frame) {
    for (Mark mark : figure.marks()) {
      switch (mark) {
        case Mark.Fill fill -> polygon(frame.places(corners(fill.area())), fill.color());
        case Mark.Border border -> border(border, frame);
        case Mark.Line line -> line(frame.places(line.points()), scaled(line.stroke(), frame));
        case Mark.Polygon polygon -> polygon(frame.places(polygon.points()), polygon.color());
        case Mark.Disc disc -> {
          double radius = frame.scale * disc.radius();
          fill(List.of(Strokes.disc(frame.place(disc.center()), radius)), disc.color());
        }
        case Mark.Picture picture -> picture(picture, frame);
        case Mark.Text text -> text(text, frame);
        case Mark.Inset inset -> {
          Point at = frame.place(inset.at());
          paint(inset.figure(), new Frame(frame.scale * inset.scale(), at.x(), at.y()));
        }
      }
    }
  }

  static List<Point> corners(Area area) {
    return List.of(
        new Point(area.x(), area.y()),
        new Point(area.right(), area.y()),
        new Point(area.right(), area.bottom()),
        new Point(area.x(), area.bottom()));
  }

  private static Stroke scaled(Stroke stroke, Frame frame) {
    return new Stroke(stroke.color(), frame.scale * stroke.width(), frame.scale * stroke.dash());
  }

  private void border(Mark.Border border, Frame frame) {
    var points = new ArrayList<>(frame.places(corners(border.area())));
    points.add(points.getFirst());
    points.add(points.get(1));
    line(points, scaled(border.stroke(), frame));
  }

  private void line(List<Point> points, Stroke stroke) {
    List<double[]> pieces = Strokes.polygons(points, stroke);
    Coverage.forEachOfUnion(
        pieces, width, height, (x, y, share) -> blend(x, y, stroke.color(), share));
  }

  private void polygon(List<Point> points, int color) {
    double[] polygon = new double[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      polygon[2 * i] = points.get(i).x();
      polygon[2 * i + 1] = points.get(i).y();
    }
    fill(List.of(polygon), color);
  }

  private void fill(List<double[]> polygons, int color) {
    Coverage.of(polygons, width, height).forEach((x, y, share) -> blend(x, y, color, share));
  }

  private void blend(int x, int y, int color, float share) {
    int at = y * width + x;
    pixels[at] = share > 0.998f ? color & 0xFFFFFF : Rgb.mix(pixels[at], color, share);
  }

  private void picture(Mark.Picture picture, Frame frame) {
    Area area = picture.area();
    int left = (int) Math.round(frame.x(area.x()));
    int top = (int) Math.round(frame.y(area.y()));
    int wide = Math.max(1, (int) Math.round(frame.x(area.right())) - left);
    int high = Math.max(1, (int) Math.round(frame.y(area.bottom())) - top);
    Bitmap shown =
        picture.smooth()
            ? picture.bitmap().scaled(wide, high)
            : picture.bitmap().enlarged(wide, high);
    for (int y = Math.max(0, -top); y < Math.min(high, height - top); y++) {
      for (int x = Math.max(0, -left); x < Math.min(wide, width - left); x++) {
        pixels[(top + y) * width + left + x] = shown.rgb(x, y);
      }
    }
  }

  private void text(Mark.Text mark, Frame frame) {
    Typeface typeface = mark.style().bold() ? Typeface.BOLD : Typeface.REGULAR;
    String text = PlainText.of(mark.text());
    double start =
        switch (mark.style().anchor()) {
          case START -> 0;
          case MIDDLE -> -typeface.width(text) / 2;
          case END -> -typeface.width(text);
        };
    double size = frame.scale * mark.style().size();
    double turn = Math.toRadians(mark.degrees());
    double cos = size * Math.cos(turn);
    double sin = size * Math.sin(turn);
    Point at = frame.place(mark.at());
    for (Outline outline : typeface.outlines(text)) {
      var polygons = new ArrayList<double[]>(outline.contours().size());
      for (float[] contour : outline.contours()) {
        double[] polygon = new double[contour.length];
        for (int i = 0; i < contour.length; i += 2) {
          double x = start + contour[i];
          polygon[i] = at.x() + cos * x - sin * contour[i + 1];
          polygon[i + 1] = at.y() + sin * x + cos * contour[i + 1];
        }
        polygons.add(polygon);
      }
      fill(polygons, mark.style().color());
      start += outline.advance();
    }
  }
}
