package fovea.data.resize;

import fovea.data.pixels.DataException;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.util.Locale;

/**
 * How a picture of any size becomes one of a fixed size.
 *
 * @param picture dimensions of what comes out
 * @param scaling of a photo before {@code picture} is cut from its center
 * @param framing how a user's own picture becomes one like those of the training set
 */
public record Geometry(PictureShape picture, Scaling scaling, Framing framing) {

  /**
   * Checks the numbers.
   *
   * @throws DataException if the short side is smaller than the picture
   */
  public Geometry {
    int longest = longest(picture);
    if (scaling.shortSide() < longest) {
      throw new DataException(
          "preprocessing, short side",
          String.format(
              Locale.ROOT,
              "expected at least the size of %s, found %d",
              picture,
              scaling.shortSide()),
          String.format(Locale.ROOT, "Scale to %d pixels or more, or cut out less", longest));
    }
  }

  /** As little as can be is cut off: the short side becomes the longer one of {@code picture}. */
  public static Geometry whole(PictureShape picture, Framing framing) {
    return new Geometry(picture, new Scaling(longest(picture)), framing);
  }

  /** Color photos: they are scaled, then a square of {@code size} is cut from the center. */
  public static Geometry photo(int size, Scaling scaling) {
    return new Geometry(new PictureShape(3, size, size), scaling, Framing.PHOTO);
  }

  /** The same with another scaling of photos. */
  public Geometry scaling(Scaling scaling) {
    return new Geometry(picture, scaling, framing);
  }

  /**
   * Brings a picture of any size to that of {@link #picture()}: its short side is scaled and its
   * center cut out; one that has the size already stays as it is.
   *
   * @throws DataException if it has neither one channel nor those of {@link #picture()}
   */
  public Picture fit(Picture any) {
    Picture adapted = any.channels(picture.channels());
    return adapted.shape().equals(picture)
        ? adapted
        : Resize.scaleAndCrop(adapted, scaling, picture.height(), picture.width());
  }

  private static int longest(PictureShape picture) {
    return Math.max(picture.height(), picture.width());
  }
}
