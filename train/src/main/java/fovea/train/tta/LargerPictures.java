package fovea.train.tta;

import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.data.resize.Scaling;

/** Pictures that are larger than the input of a network, of which views are parts. */
public final class LargerPictures {
  /** A border of 4 pixels around 32, as customary for CIFAR. */
  private static final int BORDER_SHARE = 8;

  /** As 256 pixels are to 224. */
  private static final double ZOOM = 8.0 / 7;

  private LargerPictures() {}

  /** For pictures of a fixed size: with a black border of an eighth of their longer side. */
  public static Preprocessing bordered(Preprocessing usual) {
    int border = Math.ceilDiv(longest(usual.input()), BORDER_SHARE);
    return usual.padding(usual.padding() + border);
  }

  /**
   * For photos: all of the short side that they are scaled to instead of a part, or a seventh more
   * than the input where that is the short side.
   */
  public static Preprocessing whole(Preprocessing usual) {
    Geometry geometry = usual.geometry();
    PictureShape part = geometry.picture();
    Scaling scaling = geometry.scaling();
    double factor = (double) scaling.shortSide() / longest(part);
    double zoom = factor > 1 ? factor : ZOOM;
    var larger =
        new PictureShape(
            part.channels(),
            (int) Math.rint(part.height() * zoom),
            (int) Math.rint(part.width() * zoom));
    int shortSide = Math.max(scaling.shortSide(), longest(larger));
    var longer = new Scaling(shortSide, scaling.interpolation(), scaling.longSide());
    return usual.geometry(new Geometry(larger, longer, geometry.framing()));
  }

  private static int longest(PictureShape picture) {
    return Math.max(picture.height(), picture.width());
  }
}
