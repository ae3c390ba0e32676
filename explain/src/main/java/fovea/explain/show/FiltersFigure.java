package fovea.explain.show;

import fovea.explain.feature.Filter;
import fovea.explain.feature.Filters;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.figure.Mark;
import fovea.report.picture.Bitmap;
import fovea.report.text.LabelStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The weights of a convolution: those that look at a picture in its colors, others in gray, a row
 * for each unit.
 *
 * @param model name of the network
 * @param filters of the layer
 */
public record FiltersFigure(String model, Filters filters) {

  /** Units, and planes of each, that are shown at most. */
  public static final int MOST = 24;

  /** Filters of a first layer that are shown at most: 16 rows of 16. */
  public static final int MOST_COLORED = 256;

  private static final double SIDE = 44;
  private static final double SMALL_SIDE = 26;
  private static final double GAP = 4;
  private static final LabelStyle LABEL = new LabelStyle(11).color(0x444444);

  /** The filters below a title. */
  public Figure figure() {
    Figure grid = isGrid() ? Figures.grid(columns(), GAP, colored()) : Figures.column(GAP, rows());
    return Figures.padded(16, Figures.titled(title(), lead(), grid));
  }

  /** Whether each filter is one picture. */
  private boolean isGrid() {
    return filters.sight() == Filters.Sight.COLORS
        || filters.filters().getFirst().planes().size() == 1;
  }

  private String title() {
    return "Filters of " + model + ": " + filters.layer();
  }

  private String lead() {
    Filter first = filters.filters().getFirst();
    int units = filters.filters().size();
    int planes = first.planes().size();
    int shown = Math.min(units, isGrid() ? MOST_COLORED : MOST);
    String all =
        String.format(
            Locale.ROOT,
            "%,d of %d × %d × %,d",
            units,
            first.planes().getFirst().width(),
            first.planes().getFirst().height(),
            planes);
    String part =
        shown < units
            ? String.format(Locale.ROOT, ", of which the first %,d are shown", shown)
            : "";
    return all + part + look(planes) + constant();
  }

  private String look(int planes) {
    String range = "from its smallest weight, black, to its largest";
    if (filters.sight() == Filters.Sight.COLORS) {
      return ", in the colors that they look for; each " + range;
    }
    String rows =
        String.format(
            Locale.ROOT,
            "; a row for each unit, a column for each of the first %,d maps that it sees; each row ",
            Math.min(planes, MOST));
    return (isGrid() ? "; each " : rows) + range + ", white";
  }

  private String constant() {
    long same = filters.filters().stream().filter(filter -> filter.min() == filter.max()).count();
    return same == 0
        ? ""
        : String.format(Locale.ROOT, "; %,d that have the same weight everywhere are gray", same);
  }

  /** As many as make the grid wider than high. */
  private int columns() {
    int shown = Math.min(filters.filters().size(), MOST_COLORED);
    return Math.clamp((int) Math.ceil(Math.sqrt(1.5 * shown)), 8, 16);
  }

  private List<Figure> colored() {
    return filters.filters().stream()
        .limit(MOST_COLORED)
        .map(filter -> cell(Bitmaps.of(filter.normalized().planes()), SIDE))
        .toList();
  }

  private List<Figure> rows() {
    return filters.filters().stream().limit(MOST).map(FiltersFigure::row).toList();
  }

  private static Figure row(Filter filter) {
    List<Figure> cells = new ArrayList<>();
    cells.add(Figures.text("unit " + filter.unit(), LABEL, 52));
    filter.normalized().planes().stream()
        .limit(MOST)
        .forEach(plane -> cells.add(cell(Bitmaps.of(List.of(plane)), SMALL_SIDE)));
    return Figures.row(2, cells);
  }

  /** Squares of one color for each weight. */
  private static Figure cell(Bitmap bitmap, double width) {
    double height = width * bitmap.height() / bitmap.width();
    return new Figure(
        width, height, new Mark.Picture(bitmap, new Area(0, 0, width, height), false));
  }
}
