package fovea.data.resize;

import fovea.data.pixels.DataException;
import fovea.data.pixels.PictureShape;

/**
 * How a photo is scaled before a part is cut out.
 *
 * @param shortSide length of the shorter side after it, in pixels
 * @param interpolation where its pixels come from
 * @param longSide what becomes of the fraction of a pixel that the longer side may have
 */
public record Scaling(int shortSide, Interpolation interpolation, LongSide longSide) {

  /**
   * Proportions hardly ever come out in whole pixels, and a pixel more or less moves all others.
   */
  public enum LongSide {
    /** To the nearest whole number; half a pixel beside a crop downwards. */
    ROUNDED,
    /** Downwards, as torchvision does; half a pixel beside a crop to the even number. */
    TRUNCATED
  }

  /**
   * Checks the length.
   *
   * @throws DataException if it is below 1
   */
  public Scaling {
    if (shortSide < 1) {
      throw new DataException(
          "preprocessing, short side",
          "expected at least 1 pixel, found " + shortSide,
          "Give a longer one");
    }
  }

  /** Bilinear, with the longer side rounded. */
  public Scaling(int shortSide) {
    this(shortSide, Interpolation.BILINEAR, LongSide.ROUNDED);
  }

  /** The same with another length of the shorter side. */
  public Scaling shortSide(int shortSide) {
    return new Scaling(shortSide, interpolation, longSide);
  }

  /** The same with another interpolation. */
  public Scaling with(Interpolation interpolation) {
    return new Scaling(shortSide, interpolation, longSide);
  }

  /** The same with another rule for the longer side. */
  public Scaling with(LongSide longSide) {
    return new Scaling(shortSide, interpolation, longSide);
  }

  /**
   * Dimensions of a picture after it.
   *
   * @throws DataException if there is no room in memory for so long a picture
   */
  public PictureShape apply(PictureShape picture) {
    int height = picture.height();
    int width = picture.width();
    return height <= width
        ? new PictureShape(picture.channels(), shortSide, longer(width, height))
        : new PictureShape(picture.channels(), longer(height, width), shortSide);
  }

  private int longer(int longest, int shortest) {
    double length = (double) ((long) shortSide * longest) / shortest;
    return (int)
        switch (longSide) {
          case ROUNDED -> Math.rint(length);
          case TRUNCATED -> length;
        };
  }
}
