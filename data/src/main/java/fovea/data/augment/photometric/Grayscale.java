package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Takes the color from some pictures, which keep their three channels. Pictures without color stay
 * as they are.
 *
 * @param probability that a picture becomes gray, from 0 to 1; by default 0.1
 */
public record Grayscale(double probability) implements Augment {
  static final String NAME = "grayscale";

  /** Its name and fields in files. */
  public static final Codec<Grayscale> CODEC =
      new Codec<>(
              NAME,
              Grayscale.class,
              grayscale -> JsonObject.empty().with("probability", grayscale.probability),
              json -> new Grayscale(json.real("probability")))
          .usual(new Grayscale());

  /**
   * Checks the probability.
   *
   * @throws DataException if it is below 0 or above 1
   */
  public Grayscale {
    AugmentChecks.probability(NAME, probability);
  }

  /** Every tenth picture. */
  public Grayscale() {
    this(0.1);
  }

  /** The picture in shades of gray, each pixel as bright as it was (ITU-R 601-2 luma). */
  public static Picture convert(Picture picture) {
    return Planes.colored(picture)
        ? picture.channels(1).channels(picture.shape().channels())
        : picture;
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return random.nextDouble() < probability ? convert(picture) : picture;
  }
}
