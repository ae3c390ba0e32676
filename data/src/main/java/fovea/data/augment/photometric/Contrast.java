package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Makes pictures flatter or richer in contrast: moves all levels towards the picture's mean
 * brightness or away from it, to a factor of their distance drawn from {@code 1 - strength} to
 * {@code 1 + strength}.
 *
 * @param strength how far the factor may be from 1, from 0 to 1; by default 0.4
 */
public record Contrast(double strength) implements Augment {
  static final String NAME = "contrast";

  /** Its name and fields in files. */
  public static final Codec<Contrast> CODEC =
      new Codec<>(
              NAME,
              Contrast.class,
              contrast -> JsonObject.empty().with("strength", contrast.strength),
              json -> new Contrast(json.real("strength")))
          .usual(new Contrast());

  /**
   * Checks the strength.
   *
   * @throws DataException if it is below 0 or above 1
   */
  public Contrast {
    AugmentChecks.between(NAME, "a strength", strength, 0, 1);
  }

  /** Factors from 0.6 to 1.4. */
  public Contrast() {
    this(0.4);
  }

  /**
   * The picture with all levels {@code factor} times as far from its mean brightness: one gray at
   * 0, as it is at 1.
   */
  public static Picture adjust(Picture picture, double factor) {
    byte[] luma = Planes.colored(picture) ? Planes.luma(picture) : picture.pixels();
    return Planes.lookUp(picture, Planes.blendTable(mean(luma), factor));
  }

  private static int mean(byte[] levels) {
    long sum = 0;
    for (byte level : levels) {
      sum += level & 0xFF;
    }
    return (int) ((double) sum / levels.length + 0.5);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return adjust(picture, random.uniform(1 - strength, 1 + strength));
  }
}
