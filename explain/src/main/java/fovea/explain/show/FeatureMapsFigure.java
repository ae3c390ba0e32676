package fovea.explain.show;

import fovea.explain.attribution.Heatmap;
import fovea.explain.feature.FeatureMap;
import fovea.explain.feature.FeatureMaps;
import fovea.report.color.ColorMap;
import fovea.report.color.ColorScale;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.picture.Bitmap;
import fovea.report.text.LabelStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The strongest feature maps of a layer, as heat maps in one scale of colors and over the picture.
 *
 * @param model name of the network
 * @param picture as the network sees it
 * @param maps of the layer
 * @param count number of maps that are shown
 */
public record FeatureMapsFigure(String model, Bitmap picture, FeatureMaps maps, int count) {

  /** Maps that are shown by default. */
  public static final int COUNT = 16;

  private static final int COLUMNS = 4;
  private static final double CELL = 132;
  private static final double LARGE = 224;
  private static final double TILE = 300;
  private static final int OVERLAYS = 3;
  private static final LabelStyle SMALL = new LabelStyle(11).color(0x444444);

  /** The {@link #COUNT} strongest maps. */
  public FeatureMapsFigure(String model, Bitmap picture, FeatureMaps maps) {
    this(model, picture, maps, COUNT);
  }

  /** The same with so many maps. */
  public FeatureMapsFigure count(int count) {
    return new FeatureMapsFigure(model, picture, maps, count);
  }

  /** The maps in rows and columns, the strongest first, with one color bar. */
  public Figure figure() {
    List<FeatureMap> shown = maps.strongest(count);
    MapScale scale = scale(shown);
    List<Figure> cells = new ArrayList<>();
    for (FeatureMap map : shown) {
      Bitmap bitmap = Bitmaps.of(map.values(), scale.colors());
      cells.add(
          Figures.captioned(
              Figure.of(bitmap, CELL, CELL * bitmap.height() / bitmap.width()), caption(map)));
    }
    Figure grid = Figures.grid(COLUMNS, 10, cells);
    Figure bar =
        new ScaleBar(scale.colors(), scale.cut(), "", "response")
            .figure(Math.min(TILE, grid.width()));
    return Figures.padded(
        16, Figures.titled(title("Feature maps"), lead(shown), Figures.column(8, grid, bar)));
  }

  /** The mean of all maps and the strongest ones, over the picture. */
  public Figure overlay() {
    List<Figure> cells = new ArrayList<>();
    cells.add(captioned(picture, "what the network sees"));
    Heatmap mean = maps.mean();
    cells.add(captioned(over(mean), "mean of all maps, 0 to " + ScaleBar.number(mean.max())));
    for (FeatureMap map : maps.strongest(OVERLAYS)) {
      String end = ScaleBar.number(Math.max(0, map.values().max()));
      cells.add(captioned(over(map.values()), "unit " + map.unit() + ", 0 to " + end));
    }
    Figure row = Figures.grid(cells.size(), 12, cells);
    Figure bar =
        Figures.column(
            0,
            ScaleBar.fromZero(new ColorScale(0, 1, ColorMap.INFERNO), "largest value of each map:")
                .figure(TILE),
            Figures.text("each map has a scale of its own", SMALL, TILE));
    return Figures.padded(
        16,
        Figures.titled(
            title("Feature maps") + ", over the picture",
            "the brighter, the stronger the response; where there is none, the picture is gray",
            Figures.column(8, row, bar)));
  }

  /** The strongest map over the picture alone, for sheets of many; {@code 300} wide. */
  public Figure tile() {
    return Figure.of(
        over(maps.maps().getFirst().values()), TILE, TILE * picture.height() / picture.width());
  }

  private Figure captioned(Bitmap bitmap, String caption) {
    double height = LARGE * picture.height() / picture.width();
    return Figures.captioned(Figure.of(bitmap, LARGE, height), caption);
  }

  private Bitmap over(Heatmap map) {
    int width = (int) Math.max(picture.width(), 2 * LARGE);
    int height = width * picture.height() / picture.width();
    Heatmap positive = map.positive();
    return Bitmaps.over(
        picture.scaled(width, height),
        positive,
        ColorScale.fromZero(ColorMap.INFERNO, positive.values()));
  }

  private String title(String what) {
    return what + " of " + model + ": " + maps.layer().name();
  }

  private String lead(List<FeatureMap> shown) {
    String silent =
        maps.silent() == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d of all respond to nothing here", maps.silent());
    return String.format(
        Locale.ROOT,
        "the strongest %,d of %,d maps of %d × %d, by the mean of what is above zero, in one scale"
            + " of colors; what is below zero looks like zero%s",
        shown.size(),
        maps.maps().size(),
        maps.layer().width(),
        maps.layer().height(),
        silent);
  }

  private static String caption(FeatureMap map) {
    return "unit " + map.unit() + " · " + ScaleBar.number(map.strength());
  }

  /** From zero, and all that is below, to the largest value, few specks left out. */
  private static MapScale scale(List<FeatureMap> shown) {
    return MapScale.of(shown.stream().map(FeatureMap::values).toList(), ColorMap.VIRIDIS);
  }
}
