package fovea.report.chart;

import fovea.report.color.ColorMap;
import fovea.report.color.ColorScale;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.figure.Stroke;
import fovea.report.picture.Bitmap;
import fovea.report.picture.ReportException;
import fovea.report.picture.Rgb;
import fovea.report.text.LabelStyle;
import java.util.ArrayList;
import java.util.List;

/**
 * How often pictures of each class were taken for each class. The color of a cell is its share of
 * the row; the count is written in it where there is room.
 *
 * @param classes names of the classes
 * @param counts a row for each true class, a column for each predicted class
 */
public record ConfusionChart(List<String> classes, List<List<Long>> counts) implements Chart {
  private static final double LARGEST = 52;
  private static final double SMALLEST = 9;
  private static final double ROOM = 620;
  private static final double LABELS = 150;
  private static final double GAP = 6;
  private static final LabelStyle SIDE = new LabelStyle(13).bold(true);
  private static final Stroke EDGE = new Stroke(0xBBBBBB, 1);
  private static final ColorScale SHARES = new ColorScale(0, 1, ColorMap.BLUES, 0xFFFFFF);

  /**
   * Copies the lists.
   *
   * @throws ReportException if there is not a row and a column for each class
   */
  public ConfusionChart {
    classes = List.copyOf(classes);
    counts = counts.stream().map(List::copyOf).toList();
    int n = classes.size();
    if (n == 0 || counts.size() != n || counts.stream().anyMatch(row -> row.size() != n)) {
      throw new ReportException(
          "confusion matrix",
          "expected a row and a column for each of "
              + n
              + " classes, found "
              + counts.size()
              + " rows",
          "Give a count for each pair of classes");
    }
  }

  @Override
  public Figure figure() {
    double cell = Math.clamp(ROOM / classes.size(), SMALLEST, LARGEST);
    Matrix matrix = new Matrix(cell);
    var bar = new ColorBar(SHARES, "share of the true class").width(Math.max(160, cell * 3));
    return Figures.column(10, matrix.figure(), shifted(matrix.left, bar.figure()));
  }

  private static Figure shifted(double left, Figure figure) {
    return new Figure(
        left + figure.width(), figure.height(), new Mark.Inset(new Point(left, 0), figure));
  }

  /** The cells and the names beside and below them. */
  private final class Matrix {
    private final double cell;
    private final double left;
    private final double length;
    private final double names;
    private final LabelStyle name;
    private final List<Mark> marks = new ArrayList<>();

    Matrix(double cell) {
      this.cell = cell;
      this.length = cell * classes.size();
      this.name = new LabelStyle(Math.clamp(0.8 * cell, 7, 12));
      double longest = classes.stream().mapToDouble(name::width).max().orElse(0);
      this.names = Math.min(LABELS, longest);
      this.left = SIDE.lineHeight() + names + 2 * GAP;
    }

    Figure figure() {
      var area = new Area(left, 0.5, length, length);
      marks.add(new Mark.Picture(colors(), area, false));
      for (int i = 1; i < classes.size(); i++) {
        double at = i * cell;
        var across = new Stroke(0xDDDDDD, cell > 2 * SMALLEST ? 1 : 0.5);
        marks.add(line(left, at, left + length, at, across));
        marks.add(line(left + at, 0, left + at, length, across));
      }
      marks.add(new Mark.Border(area, EDGE));
      addCounts();
      addNames();
      double bottom = length + 2 * GAP + names;
      double middle = left + length / 2;
      var below = new Point(middle, bottom + SIDE.baseline());
      marks.add(new Mark.Text(below, "predicted class", SIDE.centered()));
      var beside = new Point(SIDE.ascent(), length / 2);
      marks.add(new Mark.Text(beside, "true class", SIDE.centered(), -90));
      double wide = SIDE.width("predicted class") / 2;
      double width = Math.max(left + length + 1, middle + wide);
      double missing = Math.max(0, wide - middle);
      return new Figure(width + missing, bottom + SIDE.lineHeight(), marks);
    }

    private Mark line(double x, double y, double toX, double toY, Stroke stroke) {
      return new Mark.Line(new Point(x, y + 0.5), new Point(toX, toY + 0.5), stroke);
    }

    private Bitmap colors() {
      return Bitmap.of(classes.size(), classes.size(), (x, y) -> color(y, x));
    }

    /** Writes the counts if all of them have room. */
    private void addCounts() {
      double size = Math.min(13, 0.42 * cell);
      var style = new LabelStyle(size).centered();
      double widest =
          counts.stream()
              .flatMap(List::stream)
              .mapToDouble(count -> style.width(Long.toString(count)))
              .max()
              .orElse(0);
      LabelStyle fitting = style.size(size * Math.min(1, (cell - 4) / widest));
      if (fitting.size() < 7) {
        return;
      }
      double drop = (fitting.ascent() - fitting.descent()) / 2 + 0.5;
      for (int row = 0; row < classes.size(); row++) {
        for (int column = 0; column < classes.size(); column++) {
          long count = counts.get(row).get(column);
          if (count > 0) {
            var at = new Point(left + (column + 0.5) * cell, (row + 0.5) * cell + drop);
            int color = Rgb.textOn(color(row, column));
            marks.add(new Mark.Text(at, Long.toString(count), fitting.color(color)));
          }
        }
      }
    }

    private void addNames() {
      double drop = (name.ascent() - name.descent()) / 2;
      for (int i = 0; i < classes.size(); i++) {
        String text = name.shortened(classes.get(i), names);
        double middle = (i + 0.5) * cell + drop;
        marks.add(new Mark.Text(new Point(left - GAP, middle), text, name.right()));
        var below = new Point(left + middle, length + GAP);
        marks.add(new Mark.Text(below, text, name.right(), -90));
      }
    }
  }

  /** White where there is nothing, so that a single mistake among many pictures is seen. */
  private int color(int row, int column) {
    return counts.get(row).get(column) == 0 ? SHARES.missing() : SHARES.rgb(share(row, column));
  }

  private double share(int row, int column) {
    long all = counts.get(row).stream().mapToLong(Long::longValue).sum();
    return (double) counts.get(row).get(column) / all;
  }
}
