package fovea.explain.show;

import fovea.explain.maximize.MaximizedInput;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.picture.Bitmap;
import java.util.List;
import java.util.Locale;

/**
 * An input that drives a part of a network most, with what it drives and how far.
 *
 * @param input what was found
 */
public record MaximizedFigure(MaximizedInput input) {
  /** Smaller pictures are shown in squares, so that captions have room. */
  private static final int LEAST_WIDTH = 112;

  private static final int COLUMNS = 4;

  /** The picture above a caption, for sheets of many. */
  public Figure tile() {
    Bitmap picture = Bitmaps.of(input.picture());
    int times = Math.ceilDiv(LEAST_WIDTH, picture.width());
    Bitmap shown =
        times == 1 ? picture : picture.enlarged(times * picture.width(), times * picture.height());
    String caption =
        String.format(Locale.ROOT, "%s: %.3g", input.objective().title(), input.reached());
    return Figures.captioned(Figure.of(shown), caption);
  }

  /** The picture below a title. */
  public Figure figure(String title, String lead) {
    return sheet(title, lead, List.of(input));
  }

  /** Several on one sheet below a title. */
  public static Figure sheet(String title, String lead, List<MaximizedInput> inputs) {
    List<Figure> tiles = inputs.stream().map(input -> new MaximizedFigure(input).tile()).toList();
    return Figures.sheet(title, lead, COLUMNS, tiles);
  }
}
