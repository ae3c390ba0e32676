package fovea.data.augment.pipeline;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.pixels.Picture;
import fovea.format.Codec;

/**
 * One change, drawn for each picture from the fourteen of {@link RandAugment}, of a strength that
 * is drawn, too (Müller and Hutter 2021). There is nothing to be tuned. The strengths are those of
 * the wide space: at the largest, shears of 0.99, translations by 32 pixels, 135 degrees, factors
 * from 0.01 to 1.99, and 2 bits.
 */
public record TrivialAugment() implements Augment {

  /** Its name in files. */
  public static final Codec<TrivialAugment> CODEC =
      Codec.of("trivial_augment", TrivialAugment.class, TrivialAugment::new);

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return PolicySpace.WIDE.apply(picture, random.nextInt(PolicySpace.STEPS + 1), random);
  }
}
