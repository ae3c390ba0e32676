package fovea.data.photo;

import fovea.data.pixels.CropBox;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.data.resize.Resize;
import fovea.data.resize.Scaling;
import java.util.Locale;

/**
 * A photo that is kept whole for augmentation: its short side scaled, and of a very long one the
 * middle.
 */
final class WholePhoto {

  /** The long side is kept up to so many times the short one, which bounds the memory. */
  private static final int LONGEST = 2;

  private WholePhoto() {}

  /**
   * Checks the short side.
   *
   * @throws DataException if it is shorter than the preprocessing's, or from beyond 4096
   */
  static void requireShortSide(int shortSide, Geometry geometry) {
    int least = geometry.scaling().shortSide();
    int most = Math.max(least, 4_096);
    if (shortSide < least || shortSide > most) {
      throw new DataException(
          "short side of training photos",
          String.format(Locale.ROOT, "expected %d to %d pixels, found %d", least, most, shortSide),
          "Give another one");
    }
  }

  /** Whether such photos are cut from the center of larger ones at all. */
  static boolean isCut(Geometry geometry) {
    return geometry.framing() == Framing.PHOTO;
  }

  /** Scales a photo. */
  static Picture of(Picture photo, Geometry geometry, int shortSide) {
    Picture adapted = photo.channels(geometry.picture().channels());
    Scaling scaling = geometry.scaling().shortSide(shortSide);
    PictureShape scaled = scaling.apply(adapted.shape());
    int height = kept(scaled.height(), LONGEST * shortSide);
    int width = kept(scaled.width(), LONGEST * shortSide);
    var middle =
        new CropBox((scaled.height() - height) / 2, (scaled.width() - width) / 2, height, width);
    return Resize.scaleAndCrop(adapted, scaling, middle);
  }

  /**
   * As much goes on both sides, and an even number, so that half of what is left has the parity
   * that it had: the center that is cut out later is the same pixel for pixel.
   */
  private static int kept(int length, int most) {
    return length - Math.ceilDiv(Math.max(0, length - most), 4) * 4;
  }
}
