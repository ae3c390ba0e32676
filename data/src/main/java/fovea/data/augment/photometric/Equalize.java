package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Equalizes the histograms of some pictures: spreads the levels of each channel, so that about as
 * many pixels are of each.
 *
 * @param probability that a picture is changed, from 0 to 1; by default 0.5
 */
public record Equalize(double probability) implements Augment {
  static final String NAME = "equalize";

  /** Its name and fields in files. */
  public static final Codec<Equalize> CODEC =
      new Codec<>(
              NAME,
              Equalize.class,
              equalize -> JsonObject.empty().with("probability", equalize.probability),
              json -> new Equalize(json.real("probability")))
          .usual(new Equalize());

  /**
   * Checks the probability.
   *
   * @throws DataException if it is below 0 or above 1
   */
  public Equalize {
    AugmentChecks.probability(NAME, probability);
  }

  /** Every other picture. */
  public Equalize() {
    this(0.5);
  }

  /** The picture with each channel equalized. */
  public static Picture spread(Picture picture) {
    byte[] from = picture.pixels();
    int plane = picture.shape().pixels();
    var changed = new Picture(picture.shape());
    for (int start = 0; start < from.length; start += plane) {
      byte[] table = table(Planes.histogram(from, start, start + plane), plane);
      Planes.lookUp(from, changed.pixels(), start, start + plane, table);
    }
    return changed;
  }

  /** Of the brightest level, only the first pixel counts: it is white in any case. */
  private static byte[] table(int[] counts, int pixels) {
    int high = Planes.WHITE;
    while (counts[high] == 0) {
      high--;
    }
    int step = (pixels - counts[high]) / Planes.WHITE;
    var table = new byte[Planes.LEVELS];
    int below = step / 2;
    for (int level = 0; level < Planes.LEVELS; level++) {
      // Too few pixels for 255 steps: the channel stays as it is.
      table[level] = (byte) (step == 0 ? level : Math.min(Planes.WHITE, below / step));
      below += counts[level];
    }
    return table;
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return random.nextDouble() < probability ? spread(picture) : picture;
  }
}
