package fovea.explain.top;

import fovea.data.pixels.Picture;
import fovea.explain.show.Bitmaps;
import fovea.explain.top.TopPatch.Projections;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.figure.Stroke;
import fovea.report.text.LabelStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The patches of one unit in a square, beside them their projections.
 *
 * @param top that the unit belongs to
 * @param count of patches that there is room for
 */
record UnitFigure(TopPatches top, int count) {

  /** Side of a patch. */
  private static final double TILE = 40;

  private static final double BETWEEN_TILES = 2;
  private static final double BETWEEN_BLOCKS = 10;
  private static final int BACKGROUND = 0xD8D8D8;
  private static final LabelStyle LABEL = new LabelStyle(11).bold(true);
  private static final LabelStyle HEADING = new LabelStyle(11).color(0x555555);
  private static final LabelStyle NOTE = new LabelStyle(12).centered().color(0x666666);

  /** With room for the unit that has most. */
  static UnitFigure of(TopPatches top) {
    int most = top.units().stream().mapToInt(unit -> unit.patches().size()).max().orElse(1);
    return new UnitFigure(top, Math.max(1, most));
  }

  private int across() {
    return (int) Math.ceil(Math.sqrt(count));
  }

  private double length(int tiles) {
    return tiles * (TILE + BETWEEN_TILES) - BETWEEN_TILES;
  }

  private double blockWidth() {
    return length(across());
  }

  private double blockHeight() {
    return length(Math.ceilDiv(count, across()));
  }

  private List<String> headings() {
    return top.isProjected()
        ? List.of("patches", "deconvnet", "guided backprop")
        : List.of("patches");
  }

  double width() {
    int blocks = headings().size();
    return blocks * (blockWidth() + BETWEEN_BLOCKS) - BETWEEN_BLOCKS;
  }

  double height() {
    return LABEL.lineHeight() + blockHeight();
  }

  /** What stands above each of the squares. */
  Figure heading() {
    return Figures.row(
        BETWEEN_BLOCKS,
        headings().stream()
            .map(text -> Figures.text(HEADING.shortened(text, blockWidth()), HEADING, blockWidth()))
            .toList());
  }

  Figure of(TopUnit unit) {
    return Figures.column(
        0,
        Figures.text(LABEL.shortened(label(unit), width()), LABEL, width()),
        unit.isDead() ? dead() : blocks(unit));
  }

  /** Number of the unit, and how strong its patches are. */
  static String label(TopUnit unit) {
    if (unit.isDead()) {
      return String.format(Locale.ROOT, "unit %d, dead", unit.unit());
    }
    String most = number(unit.patches().getFirst().activation());
    String least = number(unit.patches().getLast().activation());
    return String.format(
        Locale.ROOT, "unit %d, %s", unit.unit(), most.equals(least) ? most : most + "–" + least);
  }

  static String number(float value) {
    return String.format(Locale.ROOT, value < 1 ? "%.2g" : "%.3g", value);
  }

  private Figure dead() {
    double width = width();
    var area = new Area(0.5, 0.5, width - 1, blockHeight() - 1);
    return new Figure(
        width,
        blockHeight(),
        new Mark.Fill(area, 0xF7F7F7),
        new Mark.Border(area, new Stroke(0xDDDDDD, 1)),
        new Mark.Text(
            new Point(width / 2, area.center()),
            NOTE.shortened("never above zero", width - 8),
            NOTE));
  }

  /** The squares side by side. */
  Figure blocks(TopUnit unit) {
    List<Figure> blocks = new ArrayList<>();
    blocks.add(block(unit.patches().stream().map(patch -> patch.views().patch()).toList()));
    if (top.isProjected()) {
      List<Projections> projections =
          unit.patches().stream().flatMap(patch -> patch.views().projections().stream()).toList();
      blocks.add(block(projections.stream().map(Projections::deconvnet).toList()));
      blocks.add(block(projections.stream().map(Projections::guided).toList()));
    }
    return Figures.row(BETWEEN_BLOCKS, blocks);
  }

  private Figure block(List<Picture> pictures) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Fill(new Area(0, 0, blockWidth(), blockHeight()), BACKGROUND));
    IntStream.range(0, pictures.size()).forEach(i -> add(marks, i, pictures.get(i)));
    return new Figure(blockWidth(), blockHeight(), marks);
  }

  /** A picture in the middle of its square. */
  private void add(List<Mark> marks, int index, Picture picture) {
    double x = index % across() * (TILE + BETWEEN_TILES);
    int line = index / across();
    double y = line * (TILE + BETWEEN_TILES);
    int height = picture.shape().height();
    int width = picture.shape().width();
    double scale = TILE / Math.max(height, width);
    var area =
        new Area(
            x + (TILE - width * scale) / 2,
            y + (TILE - height * scale) / 2,
            width * scale,
            height * scale);
    marks.add(new Mark.Picture(Bitmaps.of(picture), area, true));
  }
}
