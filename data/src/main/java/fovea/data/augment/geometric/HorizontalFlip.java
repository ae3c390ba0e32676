package fovea.data.augment.geometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Mirrors pictures left to right.
 *
 * @param probability of being mirrored, from 0 to 1; by default 0.5
 */
public record HorizontalFlip(double probability) implements Augment {

  /** Its name and fields in files. */
  public static final Codec<HorizontalFlip> CODEC =
      new Codec<>(
          "horizontal_flip",
          HorizontalFlip.class,
          flip -> JsonObject.empty().with("probability", flip.probability),
          json -> new HorizontalFlip(json.real("probability", 0.5)));

  /**
   * Checks the probability.
   *
   * @throws fovea.data.pixels.DataException if it is not from 0 to 1
   */
  public HorizontalFlip {
    AugmentChecks.probability(CODEC.name(), probability);
  }

  /** Every other picture. */
  public HorizontalFlip() {
    this(0.5);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return random.nextDouble() >= 1 - probability ? flip(picture) : picture;
  }

  /** The mirror image, left to right. */
  public static Picture flip(Picture picture) {
    byte[] from = picture.pixels();
    var flipped = new Picture(picture.shape());
    byte[] to = flipped.pixels();
    int width = picture.shape().width();
    for (int row = 0; row < from.length; row += width) {
      for (int column = 0, source = row + width - 1; column < width; column++, source--) {
        to[row + column] = from[source];
      }
    }
    return flipped;
  }
}
