package fovea.explain.top;

import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The patches of all units on sheets, as few as can be read: for each unit a square of patches, one
 * of their deconvnet projections, one of guided backpropagation.
 *
 * @param top what is shown
 * @param model name of the network
 */
public record TopSheets(TopPatches top, String model) {
  private static final double WIDTH = 830;
  private static final double HEIGHT = 1300;
  private static final double BESIDE = 26;
  private static final double BELOW = 12;

  /** The sheets, in the order of units. */
  public List<Figure> figures() {
    UnitFigure drawing = UnitFigure.of(top);
    int columns = Math.max(1, (int) ((WIDTH + BESIDE) / (drawing.width() + BESIDE)));
    int rows = Math.max(1, (int) ((HEIGHT + BELOW) / (drawing.height() + BELOW)));
    List<Figure> sheets = new ArrayList<>();
    List<TopUnit> units = top.units();
    for (int from = 0; from < units.size(); from += columns * rows) {
      int to = Math.min(from + columns * rows, units.size());
      sheets.add(sheet(drawing, units.subList(from, to), Math.min(columns, units.size())));
    }
    return sheets;
  }

  private Figure sheet(UnitFigure drawing, List<TopUnit> units, int columns) {
    Figure grid = grid(units.stream().map(drawing::of).toList(), columns);
    Figure heading = drawing.heading();
    int headings = Math.min(columns, units.size());
    Figure body =
        top.isProjected()
            ? Figures.column(4, Figures.row(BESIDE, Collections.nCopies(headings, heading)), grid)
            : grid;
    return Figures.padded(16, Figures.titled(title(), lead(units), body));
  }

  private static Figure grid(List<Figure> figures, int columns) {
    List<Figure> rows = new ArrayList<>();
    for (int from = 0; from < figures.size(); from += columns) {
      rows.add(
          Figures.row(BESIDE, figures.subList(from, Math.min(from + columns, figures.size()))));
    }
    return Figures.column(BELOW, rows);
  }

  /** Model and layer. */
  String title() {
    return model + ", " + top.layer().name() + ": what drives each unit most";
  }

  private String lead(List<TopUnit> units) {
    return which(units) + " " + explanation();
  }

  private String which(List<TopUnit> units) {
    int first = units.getFirst().unit();
    int last = units.getLast().unit();
    int all = top.layer().units();
    if (units.size() == 1) {
      return String.format(Locale.ROOT, "Unit %d of %,d.", first, all);
    }
    return TopUnit.areConsecutive(units)
        ? String.format(Locale.ROOT, "Units %d to %d of %,d.", first, last, all)
        : String.format(Locale.ROOT, "%d of %,d units.", units.size(), all);
  }

  /** What is to be seen. */
  String explanation() {
    String projections =
        top.isProjected()
            ? " Projections: gray is zero, each is scaled by itself, the strongest 0.5 % cut."
            : "";
    return String.format(
        Locale.ROOT,
        "The strongest activations in %,d pictures of %s, and the patches they come from, one"
            + " from each picture: the receptive field, %s.%s",
        top.seen().pictures(),
        top.seen().name(),
        field(),
        projections);
  }

  private String field() {
    return top.field().isWhole()
        ? "which is the whole picture"
        : String.format(
            Locale.ROOT,
            "%d × %d pixels",
            top.field().vertical().size(),
            top.field().horizontal().size());
  }
}
