package fovea.data.augment;

import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Resize;

/**
 * Cuts out a random part of random proportions, from 3:4 to 4:3, and scales it to the size of the
 * whole (Szegedy et al. 2015).
 *
 * @param smallest share of the picture's area that a part has at least, from 0 to 1; 0.08 is
 *     customary for ImageNet, more for few photos
 */
public record RandomResizedCrop(double smallest) implements Augment {

  static final String NAME = "random_resized_crop";

  private static final double PROPORTIONS = 4.0 / 3;
  private static final int TRIES = 10;

  /**
   * Checks the share.
   *
   * @throws DataException if it is not above 0 and at most 1
   */
  public RandomResizedCrop {
    if (!(smallest > 0 && smallest <= 1)) {
      throw new DataException(
          NAME, "expected a share above 0 and at most 1, found " + smallest, "Give another one");
    }
  }

  @Override
  public void apply(byte[] from, byte[] to, PictureShape shape, CounterRandom random) {
    for (int i = 0; i < TRIES; i++) {
      double area = shape.pixels() * random.uniform(smallest, 1);
      double stretch = StrictMath.pow(PROPORTIONS, random.uniform(-1, 1));
      int width = (int) Math.rint(Math.sqrt(area * stretch));
      int height = (int) Math.rint(Math.sqrt(area / stretch));
      if (width >= 1 && height >= 1 && width <= shape.width() && height <= shape.height()) {
        int top = random.nextInt(shape.height() - height + 1);
        int left = random.nextInt(shape.width() - width + 1);
        Picture part = new Picture(shape, from).part(top, left, height, width);
        Picture scaled = Resize.scale(part, Interpolation.BILINEAR, shape.height(), shape.width());
        System.arraycopy(scaled.pixels(), 0, to, 0, to.length);
        return;
      }
    }
    System.arraycopy(from, 0, to, 0, from.length);
  }
}
