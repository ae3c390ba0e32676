package fovea.data.augment.geometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Resize;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Cuts out a random part of random proportions, from 3:4 to 4:3, and scales it to the size of the
 * network's input (Szegedy et al. 2015).
 *
 * @param smallest share of the picture's area that a part has at least, above 0 to 1; by default
 *     0.08 as is customary for ImageNet; more for few photos
 */
public record RandomResizedCrop(double smallest) implements Augment {

  /** Its name and fields in files. */
  public static final Codec<RandomResizedCrop> CODEC =
      new Codec<>(
          "random_resized_crop",
          RandomResizedCrop.class,
          crop -> JsonObject.empty().with("smallest", crop.smallest),
          json -> new RandomResizedCrop(json.real("smallest", 0.08)));

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
          CODEC.name(),
          "expected a share above 0 and at most 1, found " + AugmentChecks.text(smallest),
          "Give another one");
    }
  }

  /** As for ImageNet. */
  public RandomResizedCrop() {
    this(0.08);
  }

  /** Scales the part to the size of the picture. */
  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return apply(picture, random, picture.shape());
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random, PictureShape input) {
    PictureShape shape = picture.shape();
    for (int i = 0; i < TRIES; i++) {
      double area = shape.pixels() * random.uniform(smallest, 1);
      double stretch = StrictMath.pow(PROPORTIONS, random.uniform(-1, 1));
      int width = (int) Math.rint(Math.sqrt(area * stretch));
      int height = (int) Math.rint(Math.sqrt(area / stretch));
      if (width >= 1 && height >= 1 && width <= shape.width() && height <= shape.height()) {
        int top = random.nextInt(shape.height() - height + 1);
        int left = random.nextInt(shape.width() - width + 1);
        return scaled(picture.part(top, left, height, width), input);
      }
    }
    return scaled(middle(picture), input);
  }

  /** The largest part of allowed proportions in the middle. */
  private static Picture middle(Picture picture) {
    PictureShape shape = picture.shape();
    int height = (int) Math.min(shape.height(), Math.rint(shape.width() * PROPORTIONS));
    int width = (int) Math.min(shape.width(), Math.rint(shape.height() * PROPORTIONS));
    return picture.part((shape.height() - height) / 2, (shape.width() - width) / 2, height, width);
  }

  private static Picture scaled(Picture part, PictureShape input) {
    return Resize.scale(part, Interpolation.BILINEAR, input.height(), input.width());
  }
}
