package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Makes pictures darker or brighter: multiplies all levels by a factor drawn from {@code 1 -
 * strength} to {@code 1 + strength}.
 *
 * @param strength how far the factor may be from 1, from 0 to 1; by default 0.4
 */
public record Brightness(double strength) implements Augment {
  static final String NAME = "brightness";

  /** Its name and fields in files. */
  public static final Codec<Brightness> CODEC =
      new Codec<>(
              NAME,
              Brightness.class,
              brightness -> JsonObject.empty().with("strength", brightness.strength),
              json -> new Brightness(json.real("strength")))
          .usual(new Brightness());

  /**
   * Checks the strength.
   *
   * @throws DataException if it is below 0 or above 1
   */
  public Brightness {
    AugmentChecks.between(NAME, "a strength", strength, 0, 1);
  }

  /** Factors from 0.6 to 1.4. */
  public Brightness() {
    this(0.4);
  }

  /** The picture with all levels multiplied by {@code factor}: black at 0, as it is at 1. */
  public static Picture adjust(Picture picture, double factor) {
    return Planes.lookUp(picture, Planes.blendTable(0, factor));
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return adjust(picture, random.uniform(1 - strength, 1 + strength));
  }
}
