package fovea.data.augment.pipeline;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Some changes, drawn for each picture from fourteen and all of one strength (Cubuk et al. 2019):
 * none, shear and translation along rows and columns, rotation, brightness, saturation, contrast,
 * sharpness, posterize, solarize, auto contrast and equalize. What comes in from beyond the edges
 * is black. The strengths are those of torchvision: at the largest, shears of 0.3, translations by
 * 45 % of the side, 30 degrees, factors from 0.1 to 1.9, and 4 bits.
 *
 * @param operations number of changes, one after the other, from 1 to 14; by default 2
 * @param magnitude strength of all, from 0 to 30; by default 9
 */
public record RandAugment(int operations, int magnitude) implements Augment {
  private static final String NAME = "rand_augment";

  /** Its name and fields in files. */
  public static final Codec<RandAugment> CODEC =
      new Codec<>(
              NAME,
              RandAugment.class,
              it ->
                  JsonObject.empty()
                      .with("operations", it.operations)
                      .with("magnitude", it.magnitude),
              json ->
                  new RandAugment(
                      Math.toIntExact(json.integer("operations")),
                      Math.toIntExact(json.integer("magnitude"))))
          .usual(new RandAugment());

  /**
   * Checks both.
   *
   * @throws DataException if the operations are not from 1 to 14, or the magnitude is not from 0 to
   *     30
   */
  public RandAugment {
    AugmentChecks.whole(NAME, "operations", operations, 1, PolicyOperation.values().length);
    AugmentChecks.whole(NAME, "a magnitude", magnitude, 0, PolicySpace.STEPS);
  }

  /** Two changes of magnitude 9. */
  public RandAugment() {
    this(2, 9);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    Picture changed = picture;
    for (int i = 0; i < operations; i++) {
      changed = PolicySpace.USUAL.apply(changed, magnitude, random);
    }
    return changed;
  }
}
