package fovea.data.augment.geometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.pixels.Picture;
import fovea.format.Codec;

/**
 * Mirrors every picture left to right in every other epoch: half of them, drawn at random, in the
 * first one, the other half in the second, and so on (Jordan 2024). Two epochs in a row show each
 * picture both ways, which flips drawn anew do for half of the pictures only.
 *
 * <p>Takes the epoch from the key of the random numbers, and draws by seed and picture alone.
 */
public record AlternatingFlip() implements Augment {

  /** Its name in files. */
  public static final Codec<AlternatingFlip> CODEC =
      Codec.of("alternating_flip", AlternatingFlip.class, AlternatingFlip::new);

  /** Stands for all epochs where others have the number of one. */
  private static final long ALL_EPOCHS = -1;

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    var drawn = new CounterRandom(random.seed(), ALL_EPOCHS, random.index());
    boolean odd = (random.stream() & 1) != 0;
    boolean first = drawn.nextInt(2) == 1;
    return first != odd ? HorizontalFlip.flip(picture) : picture;
  }
}
