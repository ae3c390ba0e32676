package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Stretches the levels of each channel of some pictures, so that they reach from black to white.
 *
 * @param probability that a picture is changed, from 0 to 1; by default 0.5
 */
public record AutoContrast(double probability) implements Augment {
  static final String NAME = "auto_contrast";

  /** Its name and fields in files. */
  public static final Codec<AutoContrast> CODEC =
      new Codec<>(
              NAME,
              AutoContrast.class,
              change -> JsonObject.empty().with("probability", change.probability),
              json -> new AutoContrast(json.real("probability")))
          .usual(new AutoContrast());

  /**
   * Checks the probability.
   *
   * @throws DataException if it is below 0 or above 1
   */
  public AutoContrast {
    AugmentChecks.probability(NAME, probability);
  }

  /** Every other picture. */
  public AutoContrast() {
    this(0.5);
  }

  /** The picture with the darkest level of each channel at 0 and the brightest at 255. */
  public static Picture stretch(Picture picture) {
    byte[] from = picture.pixels();
    int plane = picture.shape().pixels();
    var changed = new Picture(picture.shape());
    for (int start = 0; start < from.length; start += plane) {
      byte[] table = table(Planes.histogram(from, start, start + plane));
      Planes.lookUp(from, changed.pixels(), start, start + plane, table);
    }
    return changed;
  }

  private static byte[] table(int[] counts) {
    int low = 0;
    while (counts[low] == 0) {
      low++;
    }
    int high = Planes.WHITE;
    while (counts[high] == 0) {
      high--;
    }
    double scale = high == low ? 1 : (double) Planes.WHITE / (high - low);
    double offset = high == low ? 0 : -low * scale;
    var table = new byte[Planes.LEVELS];
    for (int level = 0; level < Planes.LEVELS; level++) {
      table[level] = (byte) Math.clamp((int) (level * scale + offset), 0, Planes.WHITE);
    }
    return table;
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return random.nextDouble() < probability ? stretch(picture) : picture;
  }
}
