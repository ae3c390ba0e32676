package fovea.explain.show;

import fovea.data.pixels.ChannelOrder;
import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Heatmap;
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
 * A picture, what a method of attribution found in it, and both over each other, with a color bar
 * that says what the colors mean.
 *
 * @param picture as the network sees it
 * @param map one number for each place
 * @param reading how its numbers are to be read
 * @param colors planes of red, green and blue, or of gray, for {@link Attribution.Reading#COLORS};
 *     none for others
 * @param texts what is written about it
 */
public record AttributionFigure(
    Bitmap picture,
    Heatmap map,
    Attribution.Reading reading,
    List<Heatmap> colors,
    AttributionTexts texts) {

  /** Width of each of the three parts. */
  private static final double WIDTH = 300;

  /** Pixels for each unit of a thumbnail where the picture has fewer: a map is smooth. */
  private static final double LEAST_DENSITY = 1.25;

  private static final double GAP = 14;
  private static final LabelStyle CAPTION = new LabelStyle(12).centered();
  private static final LabelStyle SMALL_NOTE = new LabelStyle(11).centered().color(0x555555);
  private static final LabelStyle NOTE = new LabelStyle(14).centered().color(0x555555);

  /** Copies the list. */
  public AttributionFigure {
    colors = List.copyOf(colors);
  }

  /** A map without colors of its own. */
  public AttributionFigure(
      Bitmap picture, Heatmap map, Attribution.Reading reading, AttributionTexts texts) {
    this(picture, map, reading, List.of(), texts);
  }

  /**
   * What was found in one picture.
   *
   * @param found for that picture alone
   */
  public static AttributionFigure of(
      Bitmap picture, Attributions found, Attribution.Reading reading, AttributionTexts texts) {
    return new AttributionFigure(
        picture,
        found.map(0, reading),
        reading,
        reading == Attribution.Reading.COLORS ? ColorPlanes.of(found) : List.of(),
        texts);
  }

  /** The same for a network that takes the channels of pictures in {@code order}. */
  public AttributionFigure order(ChannelOrder order) {
    return switch (order) {
      case RGB -> this;
      case BGR -> new AttributionFigure(picture, map, reading, colors.reversed(), texts);
    };
  }

  /** The three parts below a title. */
  public Figure figure() {
    return Figures.padded(16, Figures.titled(title(), lead(), parts()));
  }

  /**
   * The map over the picture alone, or what is said instead of it, for sheets of many; {@code 300}
   * wide.
   */
  public Figure tile() {
    return silence().isEmpty() ? Figure.of(over(), WIDTH, height()) : note(silence(), WIDTH);
  }

  /** The same small, in a square of that side, for many on a page. */
  public Figure thumbnail(double side) {
    if (!silence().isEmpty()) {
      Figure lines = Figures.text("no evidence", SMALL_NOTE, side - 8);
      return new Figure(
          side,
          side,
          new Mark.Fill(new Area(0, 0, side, side), 0xF4F4F4),
          new Mark.Inset(new Point(4, (side - lines.height()) / 2), lines));
    }
    // Two pixels for each unit are enough, whatever the picture has; one that has few needs fewer.
    int longest = Math.max(picture.width(), picture.height());
    double scale = Math.clamp(longest, LEAST_DENSITY * side, 2 * side) / longest;
    int width = Math.max(1, (int) (scale * picture.width()));
    int height = Math.max(1, (int) (scale * picture.height()));
    Bitmap over = Bitmaps.over(picture.scaled(width, height), smooth(), smoothScale().colors());
    double unit = side / Math.max(width, height);
    var area =
        new Area(
            (side - unit * width) / 2, (side - unit * height) / 2, unit * width, unit * height);
    return new Figure(side, side, new Mark.Picture(over, area, true));
  }

  private String title() {
    return texts.method() + ": " + texts.target();
  }

  private String lead() {
    var lead = new StringBuilder(texts.place());
    for (Attributions.Measure measure : texts.measures()) {
      lead.append(lead.isEmpty() ? "" : " · ");
      lead.append(String.format(Locale.ROOT, "%s %.1f %%", measure.name(), 100 * measure.value()));
    }
    return lead.toString();
  }

  private Figure parts() {
    Figure first = part(picture, "what the network sees");
    return silence().isEmpty()
        ? Figures.row(GAP, first, mapPart(), overPart())
        : Figures.row(GAP, first, note(silence(), 2 * WIDTH + GAP));
  }

  /** What is said instead of a map that shows nothing; empty if it shows something. */
  private String silence() {
    boolean zero = map.max() == 0 && map.min() == 0;
    return switch (reading) {
      case POSITIVE -> map.hasPositive() ? "" : "no positive evidence in this layer";
      case SIGNED, MAGNITUDE, COLORS -> zero ? "no evidence: the map is zero everywhere" : "";
    };
  }

  private Figure mapPart() {
    return switch (reading) {
      case COLORS ->
          Figures.column(
              4,
              part(Bitmaps.of(ColorPlanes.aroundGray(colors)), "what it responds to"),
              Figures.text(
                  "gray: nothing; each color by how far it is from gray, the strongest 0.5 % cut",
                  new LabelStyle(11).color(0x444444), WIDTH));
      case SIGNED, POSITIVE, MAGNITUDE ->
          scaled(Bitmaps.of(map, scale().colors()), scale(), mapCaption());
    };
  }

  private Figure overPart() {
    return scaled(over(), smoothScale(), overCaption());
  }

  private Bitmap over() {
    return Bitmaps.over(large(), smooth(), smoothScale().colors());
  }

  /** Specks of a fine map cover too little of a picture to be seen over it. */
  private Heatmap smooth() {
    return MapScale.isFine(map) ? Smoothing.of(map, Math.max(1, map.width() / 75)) : map;
  }

  private MapScale smoothScale() {
    return MapScale.of(smooth(), reading);
  }

  private String mapCaption() {
    String size = String.format(Locale.ROOT, "map, %d × %d", map.width(), map.height());
    return map.isConstant() ? size + ", the same everywhere" : size;
  }

  private String overCaption() {
    boolean against = reading == Attribution.Reading.SIGNED && !map.hasPositive();
    String over = MapScale.isFine(map) ? "smoothed map over the picture" : "map over the picture";
    return against ? over + "; nothing speaks for it" : over;
  }

  private MapScale scale() {
    return MapScale.of(map, reading);
  }

  /** A part with a color bar below. */
  private Figure scaled(Bitmap bitmap, MapScale scale, String caption) {
    ScaleBar bar =
        switch (reading) {
          case SIGNED -> new ScaleBar(scale.colors(), scale.cut(), "against", "for");
          case POSITIVE -> bar(scale, "for");
          case MAGNITUDE, COLORS -> bar(scale, "effect");
        };
    return Figures.column(4, part(bitmap, caption), bar.figure(WIDTH));
  }

  private static ScaleBar bar(MapScale scale, String high) {
    return new ScaleBar(scale.colors(), scale.cut(), "", high);
  }

  private Figure part(Bitmap bitmap, String caption) {
    Figure drawn = Figure.of(bitmap, WIDTH, height());
    return captioned(drawn, caption);
  }

  private static Figure captioned(Figure figure, String caption) {
    return Figures.column(2, figure, Figures.text(caption, CAPTION, WIDTH));
  }

  private Figure note(String text, double width) {
    var area = new Area(0.5, 0.5, width - 1, height() - 1);
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Fill(area, 0xF4F4F4));
    marks.add(new Mark.Border(area, new Stroke(0xCCCCCC, 1)));
    Figure lines = Figures.text(text, NOTE, width - 2 * GAP);
    marks.add(new Mark.Inset(new Point(GAP, (height() - lines.height()) / 2), lines));
    return new Figure(width, height(), marks);
  }

  private double height() {
    return WIDTH * picture.height() / picture.width();
  }

  /** The picture with at least two pixels for each unit of the drawing, for a map to lie over. */
  private Bitmap large() {
    int width = (int) (2 * WIDTH);
    return picture.width() >= width ? picture : picture.scaled(width, (int) (2 * height()));
  }
}
