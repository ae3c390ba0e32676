package fovea.explain.top;

import fovea.report.figure.Figure;
import fovea.report.page.Block;
import fovea.report.page.Page;
import fovea.report.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The patches of all units of a layer on one page, small enough for a browser. */
record TopPage(TopPatches top, String model) {

  /** Bytes that the pictures of a page may have, about. */
  private static final double WEIGHT = 12e6;

  /** Bytes of a pixel of a page: PNG in base 64, of photos and their projections. */
  private static final double BYTES = 0.9;

  /** Size of a unit on the page, as a multiple of that on a sheet. */
  private static final double SIZE = 1.5;

  private static final int UNITS = 16;
  private static final int NAMED = 100;

  Page page() {
    var sheets = new TopSheets(top, model);
    List<Section> sections = new ArrayList<>(units());
    sections.add(new Section("Values", values()));
    sections.add(new Section("Data", data()));
    return new Page(sheets.title(), sheets.explanation() + order(), sections);
  }

  private String order() {
    return top.isProjected()
        ? " From left to right: patches, deconvnet projections (Zeiler & Fergus 2014), guided"
            + " backpropagation (Springenberg et al. 2015)."
        : "";
  }

  private List<Section> units() {
    UnitFigure drawing = UnitFigure.of(top);
    List<Section> sections = new ArrayList<>();
    List<TopUnit> units = top.units();
    for (int from = 0; from < units.size(); from += UNITS) {
      List<TopUnit> some = units.subList(from, Math.min(from + UNITS, units.size()));
      sections.add(new Section(heading(some), blocks(drawing, some)));
    }
    return sections;
  }

  private static String heading(List<TopUnit> units) {
    int first = units.getFirst().unit();
    if (units.size() == 1) {
      return String.format(Locale.ROOT, "Unit %d", first);
    }
    return TopUnit.areConsecutive(units)
        ? String.format(Locale.ROOT, "Units %d to %d", first, units.getLast().unit())
        : units.stream()
            .map(unit -> Integer.toString(unit.unit()))
            .collect(Collectors.joining(", ", "Units ", ""));
  }

  private List<Block> blocks(UnitFigure drawing, List<TopUnit> units) {
    List<Block> blocks = new ArrayList<>();
    for (TopUnit unit : units) {
      if (unit.isDead()) {
        blocks.add(
            new Block.Paragraph(
                String.format(
                    Locale.ROOT,
                    "Unit %d is dead: no picture brings it above zero.",
                    unit.unit())));
      } else {
        blocks.add(figure(drawing, unit));
      }
    }
    return blocks;
  }

  private Block figure(UnitFigure drawing, TopUnit unit) {
    Figure blocks = drawing.blocks(unit);
    var small =
        Figure.of(blocks.bitmap(scale(blocks)), SIZE * blocks.width(), SIZE * blocks.height());
    String alt =
        String.format(
            Locale.ROOT,
            "%d patches that drive unit %d%s",
            unit.patches().size(),
            unit.unit(),
            top.isProjected() ? ", and their projections" : "");
    return new Block.FigureBlock(small, alt, UnitFigure.label(unit));
  }

  /** Pixels for each unit of a drawing: as many as are seen, or as the page can carry. */
  private double scale(Figure blocks) {
    double pixels = blocks.width() * blocks.height() * top.units().size();
    return Math.clamp(Math.sqrt(WEIGHT / (BYTES * pixels)), 0.5, SIZE);
  }

  private Block values() {
    List<List<String>> rows = top.units().stream().flatMap(unit -> rows(unit)).toList();
    var table =
        new Block.Table(
            "Place: row and column in the unit's map. Box: what it depends on, in pixels.",
            List.of("unit", "rank", "activation", "picture", "place", "box"),
            rows);
    return new Block.Details(
        String.format(Locale.ROOT, "All %,d patches", rows.size()), List.of(table));
  }

  private static Stream<List<String>> rows(TopUnit unit) {
    List<TopPatch> patches = unit.patches();
    return IntStream.range(0, patches.size()).mapToObj(i -> row(unit.unit(), i, patches.get(i)));
  }

  private static List<String> row(int unit, int rank, TopPatch patch) {
    return List.of(
        Integer.toString(unit),
        Integer.toString(rank + 1),
        UnitFigure.number(patch.activation()),
        last(patch.name()),
        patch.place().row() + ", " + patch.place().column(),
        patch.box().toString());
  }

  /** The name of a file without its folders. */
  private static String last(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  private List<Block> data() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            String.format(
                Locale.ROOT, "%,d pictures of %s.", top.seen().pictures(), top.seen().name())));
    if (!top.dead().isEmpty()) {
      blocks.add(
          new Block.Paragraph(
              String.format(
                  Locale.ROOT,
                  "Of %,d units, %,d %s dead: %s.",
                  top.units().size(),
                  top.dead().size(),
                  top.dead().size() == 1 ? "is" : "are",
                  few(top.dead()))));
    }
    add(blocks, "left out", top.seen().skipped());
    add(blocks, "used although damaged", top.seen().damaged());
    return blocks;
  }

  private static String few(List<Integer> units) {
    String first =
        units.stream().limit(NAMED).map(unit -> unit.toString()).collect(Collectors.joining(", "));
    return units.size() > NAMED ? first + " …" : first;
  }

  private static void add(List<Block> blocks, String what, List<?> files) {
    if (!files.isEmpty()) {
      List<Block> lines =
          files.stream()
              .limit(NAMED)
              .map(file -> (Block) new Block.Paragraph(file.toString()))
              .toList();
      String summary =
          String.format(
              Locale.ROOT, "%,d file%s %s", files.size(), files.size() == 1 ? "" : "s", what);
      blocks.add(new Block.Details(summary, lines));
    }
  }
}
