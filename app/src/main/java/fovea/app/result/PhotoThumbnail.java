package fovea.app.result;

import fovea.data.pixels.Picture;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Resize;
import fovea.explain.show.Bitmaps;
import fovea.report.figure.Figure;
import fovea.report.page.Block;

/** Pictures on pages, small. */
public final class PhotoThumbnail {
  private static final int SIDE = 160;

  private PhotoThumbnail() {}

  /** A picture with its longer side scaled to that of all thumbnails. */
  public static Block.Thumbnail of(Picture picture, String caption) {
    double scale = (double) SIDE / Math.max(picture.shape().height(), picture.shape().width());
    int height = Math.max(1, (int) Math.rint(picture.shape().height() * scale));
    int width = Math.max(1, (int) Math.rint(picture.shape().width() * scale));
    Picture small = Resize.scale(picture, Interpolation.BILINEAR, height, width);
    return new Block.Thumbnail(Figure.of(Bitmaps.of(small)), caption);
  }
}
