package fovea.data.augment.geometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Mirrors pictures top to bottom: for what has no upper side, such as a view from above.
 *
 * @param probability of being mirrored, from 0 to 1; by default 0.5
 */
public record VerticalFlip(double probability) implements Augment {

  /** Its name and fields in files. */
  public static final Codec<VerticalFlip> CODEC =
      new Codec<>(
          "vertical_flip",
          VerticalFlip.class,
          flip -> JsonObject.empty().with("probability", flip.probability),
          json -> new VerticalFlip(json.real("probability", 0.5)));

  /**
   * Checks the probability.
   *
   * @throws fovea.data.pixels.DataException if it is not from 0 to 1
   */
  public VerticalFlip {
    AugmentChecks.probability(CODEC.name(), probability);
  }

  /** Every other picture. */
  public VerticalFlip() {
    this(0.5);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return random.nextDouble() >= 1 - probability ? flip(picture) : picture;
  }

  /** The mirror image, top to bottom. */
  public static Picture flip(Picture picture) {
    PictureShape shape = picture.shape();
    var flipped = new Picture(shape);
    int width = shape.width();
    for (int channel = 0; channel < shape.channels(); channel++) {
      int from = channel * shape.pixels();
      int to = from + shape.pixels() - width;
      for (int row = 0; row < shape.height(); row++, from += width, to -= width) {
        System.arraycopy(picture.pixels(), from, flipped.pixels(), to, width);
      }
    }
    return flipped;
  }
}
