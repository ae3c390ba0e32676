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
 * Turns pictures about their center by a random angle.
 *
 * @param degrees the largest angle each way, from 0 to 180; by default 15
 * @param border what comes in from beyond the edges, by default black
 */
public record Rotate(double degrees, Border border) implements Augment {

  /** Its name and fields in files. */
  public static final Codec<Rotate> CODEC =
      new Codec<>(
          "rotate",
          Rotate.class,
          it -> JsonObject.empty().with("degrees", it.degrees).with("border", it.border.toString()),
          json -> new Rotate(json.real("degrees", 15), Border.of(json.string("border", "black"))));

  /**
   * Checks the numbers.
   *
   * @throws fovea.data.pixels.DataException if it is not from 0 to 180
   */
  public Rotate {
    AugmentChecks.between(CODEC.name(), "degrees", degrees, 0, 180);
  }

  /** Over black. */
  public Rotate(double degrees) {
    this(degrees, Border.BLACK);
  }

  /** With another border. */
  public Rotate border(Border border) {
    return new Rotate(degrees, border);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return rotate(picture, random.uniform(-degrees, degrees), border);
  }

  /** A picture turned about its center, counter-clockwise. */
  public static Picture rotate(Picture picture, double degrees, Border border) {
    return Affine.rotation(degrees).about(picture.shape()).apply(picture, border);
  }
}
