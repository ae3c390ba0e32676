package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Inverts the bright parts of some pictures, as film does that has had far too much light.
 *
 * @param threshold levels from here on are inverted, from 0 (all) to 256 (none); by default 128
 * @param probability that a picture is changed, from 0 to 1; by default 0.5
 */
public record Solarize(int threshold, double probability) implements Augment {
  static final String NAME = "solarize";

  /** Its name and fields in files. */
  public static final Codec<Solarize> CODEC =
      new Codec<>(
              NAME,
              Solarize.class,
              solarize ->
                  JsonObject.empty()
                      .with("threshold", solarize.threshold)
                      .with("probability", solarize.probability),
              json ->
                  new Solarize(
                      Math.toIntExact(json.integer("threshold")), json.real("probability")))
          .usual(new Solarize());

  /**
   * Checks both.
   *
   * @throws DataException if the threshold is not from 0 to 256, or the probability is not from 0
   *     to 1
   */
  public Solarize {
    AugmentChecks.whole(NAME, "a threshold", threshold, 0, Planes.LEVELS);
    AugmentChecks.probability(NAME, probability);
  }

  /** Every other picture, from level 128 on. */
  public Solarize() {
    this(128, 0.5);
  }

  /** The picture with all levels from {@code threshold} on inverted. */
  public static Picture invert(Picture picture, double threshold) {
    var table = new byte[Planes.LEVELS];
    for (int level = 0; level < Planes.LEVELS; level++) {
      table[level] = (byte) (level < threshold ? level : Planes.WHITE - level);
    }
    return Planes.lookUp(picture, table);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return random.nextDouble() < probability ? invert(picture, threshold) : picture;
  }
}
