package fovea.explain.evaluation;

import fovea.data.PictureSet;
import fovea.explain.show.Bitmaps;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Mark;
import fovea.report.picture.Bitmap;

/** Small pictures of a data set. */
final class PictureThumbnail {
  private PictureThumbnail() {}

  /** A picture in a square, without its own proportions being lost. */
  static Figure of(PictureSet pictures, int index, double side) {
    Bitmap bitmap = Bitmaps.of(pictures.picture(index));
    double scale = side / Math.max(bitmap.width(), bitmap.height());
    double width = scale * bitmap.width();
    double height = scale * bitmap.height();
    int most = (int) (2 * side);
    Bitmap small =
        Math.max(bitmap.width(), bitmap.height()) > most
            ? bitmap.scaled(Math.max(1, (int) (2 * width)), Math.max(1, (int) (2 * height)))
            : bitmap;
    return new Figure(
        side,
        side,
        new Mark.Picture(
            small, new Area((side - width) / 2, (side - height) / 2, width, height), true));
  }
}
