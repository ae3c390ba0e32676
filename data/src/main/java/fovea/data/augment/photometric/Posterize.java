package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Leaves some pictures only a few levels for each channel: clears the lower bits of all bytes.
 *
 * @param bits that are kept, from 1 to 8; by default 4, which leave 16 levels
 * @param probability that a picture is changed, from 0 to 1; by default 0.5
 */
public record Posterize(int bits, double probability) implements Augment {
  static final String NAME = "posterize";

  /** Its name and fields in files. */
  public static final Codec<Posterize> CODEC =
      new Codec<>(
              NAME,
              Posterize.class,
              posterize ->
                  JsonObject.empty()
                      .with("bits", posterize.bits)
                      .with("probability", posterize.probability),
              json ->
                  new Posterize(Math.toIntExact(json.integer("bits")), json.real("probability")))
          .usual(new Posterize());

  private static final int ALL_BITS = 8;

  /**
   * Checks both.
   *
   * @throws DataException if the bits are not from 1 to 8, or the probability is not from 0 to 1
   */
  public Posterize {
    AugmentChecks.whole(NAME, "bits", bits, 1, ALL_BITS);
    AugmentChecks.probability(NAME, probability);
  }

  /** Every other picture, to 4 bits. */
  public Posterize() {
    this(4, 0.5);
  }

  /** The picture with only the upper {@code bits} of each byte. */
  public static Picture reduce(Picture picture, int bits) {
    int mask = -1 << (ALL_BITS - bits);
    byte[] from = picture.pixels();
    var changed = new Picture(picture.shape());
    byte[] to = changed.pixels();
    for (int i = 0; i < to.length; i++) {
      to[i] = (byte) (from[i] & mask);
    }
    return changed;
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return random.nextDouble() < probability ? reduce(picture, bits) : picture;
  }
}
