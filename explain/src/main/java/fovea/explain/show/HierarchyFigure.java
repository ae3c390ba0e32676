package fovea.explain.show;

import fovea.explain.feature.FeatureMap;
import fovea.explain.feature.Hierarchy;
import fovea.explain.network.FeatureLayer;
import fovea.graph.ReceptiveField;
import fovea.report.color.ColorMap;
import fovea.report.color.ColorScale;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.figure.Stroke;
import fovea.report.picture.Bitmap;
import fovea.report.text.LabelStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the layers of a network make of a picture, from first to last: a row for each, with what one
 * place of it sees, and its strongest maps.
 *
 * @param model name of the network
 * @param picture as the network sees it
 * @param hierarchy of the layers
 */
public record HierarchyFigure(String model, Bitmap picture, Hierarchy hierarchy) {
  private static final int MAPS = 6;
  private static final double CELL = 96;
  private static final double NAME = 170;
  private static final double GAP = 8;
  private static final LabelStyle BOLD = new LabelStyle(13).bold(true);
  private static final LabelStyle PLAIN = new LabelStyle(12).color(0x444444);

  /** The rows below a title. */
  public Figure figure() {
    List<Figure> rows = hierarchy.stages().stream().map(this::row).toList();
    Figure bar =
        ScaleBar.fromZero(new ColorScale(0, 1, ColorMap.VIRIDIS), "largest value of each map:")
            .figure(3 * CELL);
    return Figures.padded(
        16,
        Figures.titled(
            "From the first layer to the last: " + model,
            "each row: a layer, the part of the picture that one place in its middle sees, and its "
                + MAPS
                + " strongest maps, each from 0 to its own largest value",
            Figures.column(GAP, Figures.column(GAP, rows), bar)));
  }

  /** The strongest map of each layer, for sheets of many; {@code 300} wide. */
  public Figure tile() {
    double side = (300 - 2 * GAP) / 3;
    List<Figure> cells =
        Hierarchy.evenly(hierarchy.stages(), 9).stream()
            .map(stage -> cell(stage.maps().maps().getFirst(), side))
            .toList();
    return Figures.grid(3, GAP, cells);
  }

  private Figure row(Hierarchy.Stage stage) {
    List<Figure> parts = new ArrayList<>();
    parts.add(name(stage));
    parts.add(sight(stage));
    stage.maps().strongest(MAPS).forEach(map -> parts.add(captioned(map)));
    return Figures.row(GAP, parts);
  }

  private Figure name(Hierarchy.Stage stage) {
    FeatureLayer layer = stage.maps().layer();
    int across = stage.field().horizontal().size();
    int down = stage.field().vertical().size();
    String maps =
        String.format(
            Locale.ROOT, "%,d maps of %d × %d", layer.units(), layer.width(), layer.height());
    String sees =
        stage.field().isWhole()
            ? "sees the whole picture"
            : String.format(Locale.ROOT, "sees %d × %d pixels", across, down);
    return Figures.column(
        2,
        Figures.text(layer.name(), BOLD, NAME),
        Figures.text(maps, PLAIN, NAME),
        Figures.text(sees, PLAIN, NAME));
  }

  /** The picture with a frame around what the place in the middle of the layer depends on. */
  private Figure sight(Hierarchy.Stage stage) {
    double height = CELL * picture.height() / picture.width();
    FeatureLayer layer = stage.maps().layer();
    double scale = CELL / picture.width();
    ReceptiveField field = stage.field();
    double left = Math.max(0, scale * start(field.horizontal(), layer.width()));
    double top = Math.max(0, scale * start(field.vertical(), layer.height()));
    double right = Math.min(CELL, scale * end(field.horizontal(), layer.width()));
    double bottom = Math.min(height, scale * end(field.vertical(), layer.height()));
    var area = new Area(left, top, right - left, bottom - top);
    return Figure.of(Bitmaps.gray(picture), CELL, height)
        .plus(
            colored(area, height),
            new Mark.Border(area, new Stroke(0xFFFFFF, 3)),
            new Mark.Border(area, new Stroke(0xD55E00, 1.5)));
  }

  /** The part of the picture that lies in {@code area}, in its colors. */
  private Mark colored(Area area, double height) {
    int left = (int) Math.floor(area.x() / CELL * picture.width());
    int top = (int) Math.floor(area.y() / height * picture.height());
    int right = Math.min(picture.width(), (int) Math.ceil(area.right() / CELL * picture.width()));
    int bottom =
        Math.min(picture.height(), (int) Math.ceil(area.bottom() / height * picture.height()));
    Bitmap part = picture.part(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    return new Mark.Picture(part, area, true);
  }

  private static double start(ReceptiveField.Axis axis, int places) {
    int middle = places / 2;
    return axis.start() + (double) middle * axis.stride();
  }

  private static double end(ReceptiveField.Axis axis, int places) {
    return start(axis, places) + axis.size();
  }

  private Figure captioned(FeatureMap map) {
    return Figures.captioned(cell(map, CELL), "unit " + map.unit());
  }

  private static Figure cell(FeatureMap map, double width) {
    ColorScale scale = ColorScale.fromZero(ColorMap.VIRIDIS, map.values().positive().values());
    Bitmap bitmap = Bitmaps.of(map.values(), scale);
    var figure = Figure.of(bitmap, width, width * bitmap.height() / bitmap.width());
    return map.isSilent()
        ? figure.plus(
            new Mark.Text(
                new Point(width / 2, figure.height() / 2),
                "nothing",
                PLAIN.centered().color(0xFFFFFF)))
        : figure;
  }
}
