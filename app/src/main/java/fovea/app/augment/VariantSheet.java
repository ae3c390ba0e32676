package fovea.app.augment;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.explain.show.Bitmaps;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.picture.Bitmap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A contact sheet of pictures and variants of them. */
final class VariantSheet {
  private static final double LARGE = 220;
  private static final double SMALL = 140;
  private static final int MOST_COLUMNS = 9;

  /** Pixels that are kept for each unit: as many as the sheet has. */
  private static final int DENSITY = 2;

  private final Drawn drawn;
  private final int columns;
  private final double side;
  private final List<Figure> tiles = new ArrayList<>();

  VariantSheet(Drawn drawn, int pictures) {
    this.drawn = drawn;
    int each = drawn.count() + 1;
    // One picture fills a square; of several, each has a row.
    this.columns = Math.min(MOST_COLUMNS, pictures == 1 ? (int) Math.ceil(Math.sqrt(each)) : each);
    this.side = columns <= 4 ? LARGE : SMALL;
  }

  /** Adds a picture and its variants. */
  void add(String name, Picture original, List<Picture> variants) {
    while (tiles.size() % columns != 0) {
      tiles.add(new Figure(1, 1));
    }
    PictureShape shape = original.shape();
    tiles.add(tile(original, name + ", " + size(shape)));
    for (int i = 0; i < variants.size(); i++) {
      PictureShape changed = variants.get(i).shape();
      String label = "variant " + (i + 1);
      tiles.add(
          tile(variants.get(i), changed.equals(shape) ? label : label + ", " + size(changed)));
    }
  }

  /** All that was added. */
  Figure figure() {
    String lead =
        String.format(
            Locale.ROOT,
            "The original and %d %s, each as in an epoch of its own; seed %d",
            drawn.count(),
            drawn.count() == 1 ? "variant" : "variants",
            drawn.seed());
    return Figures.sheet(drawn.text(), lead, columns, tiles);
  }

  private static String size(PictureShape shape) {
    return String.format(Locale.ROOT, "%d × %d", shape.width(), shape.height());
  }

  /** As large as fits a square, with no more pixels than are seen. */
  private Figure tile(Picture picture, String label) {
    Bitmap bitmap = Bitmaps.of(picture);
    double scale = side / Math.max(bitmap.width(), bitmap.height());
    double width = bitmap.width() * scale;
    double height = bitmap.height() * scale;
    Bitmap kept = scale * DENSITY < 1 ? bitmap.scaled(pixels(width), pixels(height)) : bitmap;
    return Figures.captioned(Figure.of(kept, width, height), label);
  }

  private static int pixels(double units) {
    return Math.max(1, (int) Math.rint(units * DENSITY));
  }
}
