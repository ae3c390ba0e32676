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
 * Slants pictures about their center: verticals lean by a random angle.
 *
 * @param degrees the largest angle each way, from 0 to 60; by default 10
 * @param border what comes in from beyond the edges, by default black
 */
public record Shear(double degrees, Border border) implements Augment {

  /** Its name and fields in files. */
  public static final Codec<Shear> CODEC =
      new Codec<>(
          "shear",
          Shear.class,
          it -> JsonObject.empty().with("degrees", it.degrees).with("border", it.border.toString()),
          json -> new Shear(json.real("degrees", 10), Border.of(json.string("border", "black"))));

  /**
   * Checks the numbers.
   *
   * @throws fovea.data.pixels.DataException if it is not from 0 to 60
   */
  public Shear {
    AugmentChecks.between(CODEC.name(), "degrees", degrees, 0, 60);
  }

  /** Over black. */
  public Shear(double degrees) {
    this(degrees, Border.BLACK);
  }

  /** With another border. */
  public Shear border(Border border) {
    return new Shear(degrees, border);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return shear(picture, random.uniform(-degrees, degrees), 0, border);
  }

  /**
   * A picture whose verticals, then horizontals lean.
   *
   * @param horizontal angle of verticals in degrees: the lower half moves to the left
   * @param vertical angle of horizontals: the right half moves upwards
   */
  public static Picture shear(Picture picture, double horizontal, double vertical, Border border) {
    return Affine.shear(horizontal, vertical).about(picture.shape()).apply(picture, border);
  }
}
