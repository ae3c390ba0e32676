package fovea.explain.show;

import fovea.data.pixels.Picture;
import fovea.explain.attribution.Heatmap;
import fovea.report.color.ColorScale;
import fovea.report.picture.Bitmap;
import fovea.report.picture.Rgb;
import java.util.List;

/** Pictures and maps as bitmaps, one pixel for each of their places. */
public final class Bitmaps {
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  /** The strongest values still show what they lie on. */
  private static final double MOST = 0.75;

  private Bitmaps() {}

  /** A picture in gray or in color. */
  public static Bitmap of(Picture picture) {
    int blue = picture.shape().channels() - 1;
    return Bitmap.of(
        picture.shape().width(),
        picture.shape().height(),
        (x, y) ->
            Rgb.of(
                picture.at(0, y, x), picture.at(Math.min(1, blue), y, x), picture.at(blue, y, x)));
  }

  /** A map in the colors of {@code scale}. */
  public static Bitmap of(Heatmap map, ColorScale scale) {
    return scale.bitmap(map.width(), map.height(), map.values());
  }

  /** Numbers from 0 to 1 as colors: planes of red, green and blue, or one of gray. */
  public static Bitmap of(List<Heatmap> planes) {
    Heatmap red = planes.getFirst();
    Heatmap green = planes.get(Math.min(1, planes.size() - 1));
    Heatmap blue = planes.getLast();
    return Bitmap.of(
        red.width(),
        red.height(),
        (x, y) -> Rgb.of(255 * red.at(y, x), 255 * green.at(y, x), 255 * blue.at(y, x)));
  }

  /** The same picture in shades of gray. */
  public static Bitmap gray(Bitmap bitmap) {
    return Bitmap.of(bitmap.width(), bitmap.height(), (x, y) -> gray(bitmap.rgb(x, y)));
  }

  private static int gray(int rgb) {
    return Rgb.gray(RED * Rgb.red(rgb) + GREEN * Rgb.green(rgb) + BLUE * Rgb.blue(rgb));
  }

  /**
   * A map over a gray picture of its size; the further a value is from the scale's zero, the less
   * of the picture is seen.
   */
  public static Bitmap over(Bitmap picture, Heatmap map, ColorScale scale) {
    Heatmap fitted = map.resized(picture.height(), picture.width());
    return Bitmap.of(
        picture.width(),
        picture.height(),
        (x, y) -> {
          double share = scale.share(fitted.at(y, x));
          boolean diverging = scale.map().isDiverging();
          double opacity = diverging ? Math.abs(2 * share - 1) : Math.sqrt(share);
          int gray = gray(picture.rgb(x, y));
          // Both ends of a diverging map are dark and its middle is white.
          int base = diverging ? Rgb.mix(gray, 0xFFFFFF, 0.5) : gray;
          return Rgb.mix(base, scale.rgb(fitted.at(y, x)), MOST * opacity);
        });
  }
}
