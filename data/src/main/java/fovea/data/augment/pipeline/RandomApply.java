package fovea.data.augment.pipeline;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.geometric.Rotate;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Applies another augmentation to some pictures only.
 *
 * @param augment the other one
 * @param probability that it is applied, from 0 to 1; by default 0.5
 */
public record RandomApply(Augment augment, double probability) implements Augment {
  private static final String NAME = "random_apply";

  /** Its name and fields in files. */
  public static final Codec<RandomApply> CODEC =
      new Codec<>(
              NAME,
              RandomApply.class,
              it ->
                  JsonObject.empty()
                      .with("augment", Augmentations.codecs().write(it.augment))
                      .with("probability", it.probability),
              json ->
                  new RandomApply(
                      Augmentations.codecs().read(json.member("augment")),
                      json.real("probability", 0.5)))
          .example(new RandomApply(new Rotate(15)));

  /**
   * Checks the probability.
   *
   * @throws DataException if it is not from 0 to 1
   */
  public RandomApply {
    AugmentChecks.probability(NAME, probability);
  }

  /** To every other picture. */
  public RandomApply(Augment augment) {
    this(augment, 0.5);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return random.nextDouble() < probability ? augment.apply(picture, random) : picture;
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random, PictureShape input) {
    return random.nextDouble() < probability ? augment.apply(picture, random, input) : picture;
  }
}
