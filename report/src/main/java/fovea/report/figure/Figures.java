package fovea.report.figure;

import fovea.report.text.LabelStyle;
import java.util.ArrayList;
import java.util.List;

/** Figures made of figures: beside and below each other, with titles and captions. */
public final class Figures {
  private static final LabelStyle TITLE = new LabelStyle(16).bold(true);
  private static final LabelStyle LEAD = new LabelStyle(12).color(0x555555);
  private static final LabelStyle CAPTION = new LabelStyle(12).centered();
  private static final double GAP = 6;
  private static final int CAPTION_LINES = 3;

  private Figures() {}

  /** Side by side, their upper edges in line. */
  public static Figure row(double gap, List<Figure> figures) {
    double height = figures.stream().mapToDouble(Figure::height).max().orElse(1);
    var marks = new ArrayList<Mark>();
    double x = 0;
    for (Figure figure : figures) {
      marks.add(new Mark.Inset(new Point(x, 0), figure));
      x += figure.width() + gap;
    }
    return new Figure(Math.max(1, x - gap), height, marks);
  }

  /** Side by side. */
  public static Figure row(double gap, Figure... figures) {
    return row(gap, List.of(figures));
  }

  /** Below each other, their left edges in line. */
  public static Figure column(double gap, List<Figure> figures) {
    double width = figures.stream().mapToDouble(Figure::width).max().orElse(1);
    var marks = new ArrayList<Mark>();
    double y = 0;
    for (Figure figure : figures) {
      marks.add(new Mark.Inset(new Point(0, y), figure));
      y += figure.height() + gap;
    }
    return new Figure(width, Math.max(1, y - gap), marks);
  }

  /** Below each other. */
  public static Figure column(double gap, Figure... figures) {
    return column(gap, List.of(figures));
  }

  /**
   * In rows and columns, row by row. A column is as wide as its widest figure, which stands in its
   * middle, a row as high as its highest, with their upper edges in line.
   */
  public static Figure grid(int columns, double gap, List<Figure> figures) {
    int across = Math.clamp(figures.size(), 1, Math.max(1, columns));
    double[] widths = new double[across];
    for (int i = 0; i < figures.size(); i++) {
      widths[i % across] = Math.max(widths[i % across], figures.get(i).width());
    }
    var rows = new ArrayList<Figure>();
    for (int from = 0; from < figures.size(); from += across) {
      var row = new ArrayList<Figure>();
      for (int i = from; i < Math.min(from + across, figures.size()); i++) {
        row.add(widened(figures.get(i), widths[i - from]));
      }
      rows.add(row(gap, row));
    }
    return column(gap, rows);
  }

  /** With room on both sides, the figure in the middle. */
  private static Figure widened(Figure figure, double width) {
    double left = (width - figure.width()) / 2;
    return left <= 0
        ? figure
        : new Figure(width, figure.height(), new Mark.Inset(new Point(left, 0), figure));
  }

  /** With white around it. */
  public static Figure padded(double margin, Figure figure) {
    return new Figure(
        figure.width() + 2 * margin,
        figure.height() + 2 * margin,
        new Mark.Inset(new Point(margin, margin), figure));
  }

  /** A text on as many lines as it needs, as wide as {@code width}. */
  public static Figure text(String text, LabelStyle style, double width) {
    return lines(style.lines(text, width), style, width);
  }

  private static Figure lines(List<String> lines, LabelStyle style, double width) {
    double x =
        switch (style.anchor()) {
          case START -> 0;
          case MIDDLE -> width / 2;
          case END -> width;
        };
    var marks = new ArrayList<Mark>();
    for (int i = 0; i < lines.size(); i++) {
      double y = i * style.lineHeight() + style.baseline();
      marks.add(new Mark.Text(new Point(x, y), lines.get(i), style));
    }
    return new Figure(width, lines.size() * style.lineHeight(), marks);
  }

  /**
   * Below a title, and a line or more that says what is seen, unless that is empty. A narrow figure
   * gets wider, so that a title has few lines.
   */
  public static Figure titled(String title, String lead, Figure figure) {
    double width = Math.max(figure.width(), Math.min(260, longest(title, lead)));
    var parts = new ArrayList<Figure>();
    parts.add(text(title, TITLE, width));
    if (!lead.isBlank()) {
      parts.add(text(lead, LEAD, width));
    }
    return column(GAP, column(0, parts), figure);
  }

  private static double longest(String title, String lead) {
    return Math.max(TITLE.width(title), LEAD.width(lead));
  }

  /** Above a caption of up to three lines, no wider than the figure. */
  public static Figure captioned(Figure figure, String caption) {
    List<String> lines = CAPTION.lines(caption, figure.width(), CAPTION_LINES);
    return column(2, figure, lines(lines, CAPTION, figure.width()));
  }

  /**
   * A contact sheet: figures in rows and columns below a title, with white around.
   *
   * @param lead what is seen, below the title; may be empty
   */
  public static Figure sheet(String title, String lead, int columns, List<Figure> figures) {
    return padded(16, titled(title, lead, grid(columns, 14, figures)));
  }
}
