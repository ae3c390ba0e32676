package fovea.data.augment.geometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.Picture;
import fovea.data.resize.Border;
import fovea.data.warp.Affine;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Enlarges or reduces what pictures show by a random factor, about their center; their size stays
 * as it is.
 *
 * @param smallest factor, from 0.1; by default 0.9
 * @param largest factor, up to 10; by default 1.1
 * @param border what comes in from beyond the edges, by default black
 */
public record Scale(double smallest, double largest, Border border) implements Augment {

  /** Its name and fields in files. */
  public static final Codec<Scale> CODEC =
      new Codec<>(
          "scale",
          Scale.class,
          it ->
              JsonObject.empty()
                  .with("smallest", it.smallest)
                  .with("largest", it.largest)
                  .with("border", it.border.toString()),
          json ->
              new Scale(
                  json.real("smallest", 0.9),
                  json.real("largest", 1.1),
                  Border.of(json.string("border", "black"))));

  /**
   * Checks the numbers.
   *
   * @throws fovea.data.pixels.DataException if they are not from 0.1 to 10, the smallest first
   */
  public Scale {
    AugmentChecks.between(CODEC.name(), "a smallest factor", smallest, 0.1, 10);
    AugmentChecks.between(CODEC.name(), "a largest factor", largest, smallest, 10);
  }

  /** Over black. */
  public Scale(double smallest, double largest) {
    this(smallest, largest, Border.BLACK);
  }

  /** With another border. */
  public Scale border(Border border) {
    return new Scale(smallest, largest, border);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return scale(picture, random.uniform(smallest, largest), border);
  }

  /** A picture enlarged about its center, or reduced by a factor below 1. */
  public static Picture scale(Picture picture, double factor, Border border) {
    return Affine.scaling(factor).about(picture.shape()).apply(picture, border);
  }
}
