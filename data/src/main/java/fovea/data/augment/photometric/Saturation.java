package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Makes colors paler or stronger: moves each pixel towards the gray of its brightness or away from
 * it, to a factor of its distance drawn from {@code 1 - strength} to {@code 1 + strength}. Pictures
 * without color stay as they are.
 *
 * @param strength how far the factor may be from 1, from 0 to 1; by default 0.4
 */
public record Saturation(double strength) implements Augment {
  static final String NAME = "saturation";

  /** Its name and fields in files. */
  public static final Codec<Saturation> CODEC =
      new Codec<>(
              NAME,
              Saturation.class,
              saturation -> JsonObject.empty().with("strength", saturation.strength),
              json -> new Saturation(json.real("strength")))
          .usual(new Saturation());

  /**
   * Checks the strength.
   *
   * @throws DataException if it is below 0 or above 1
   */
  public Saturation {
    AugmentChecks.between(NAME, "a strength", strength, 0, 1);
  }

  /** Factors from 0.6 to 1.4. */
  public Saturation() {
    this(0.4);
  }

  /**
   * The picture with colors {@code factor} times as strong: gray at 0, as it is at 1. One without
   * color stays as it is.
   */
  public static Picture adjust(Picture picture, double factor) {
    if (!Planes.colored(picture)) {
      return picture;
    }
    byte[] luma = Planes.luma(picture);
    byte[] from = picture.pixels();
    var changed = new Picture(picture.shape());
    byte[] to = changed.pixels();
    for (int plane = 0; plane < to.length; plane += luma.length) {
      for (int i = 0; i < luma.length; i++) {
        to[plane + i] = Planes.blend(luma[i] & 0xFF, from[plane + i] & 0xFF, (float) factor);
      }
    }
    return changed;
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return adjust(picture, random.uniform(1 - strength, 1 + strength));
  }
}
