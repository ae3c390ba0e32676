package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Adds Gaussian noise to every byte of a picture, drawn for each channel and pixel.
 *
 * @param deviation standard deviation of the noise, as a share of the range from black to white,
 *     from 0 to 1; by default 0.1
 */
public record GaussianNoise(double deviation) implements Augment {
  static final String NAME = "gaussian_noise";

  /** Its name and fields in files. */
  public static final Codec<GaussianNoise> CODEC =
      new Codec<>(
              NAME,
              GaussianNoise.class,
              noise -> JsonObject.empty().with("deviation", noise.deviation),
              json -> new GaussianNoise(json.real("deviation")))
          .usual(new GaussianNoise());

  /**
   * Checks the deviation.
   *
   * @throws DataException if it is below 0 or above 1
   */
  public GaussianNoise {
    AugmentChecks.between(NAME, "a deviation", deviation, 0, 1);
  }

  /** A deviation of a tenth of the range. */
  public GaussianNoise() {
    this(0.1);
  }

  /** The picture with noise, a number of {@code noise} for each byte, as shares of the range. */
  public static Picture add(Picture picture, float[] noise) {
    byte[] from = picture.pixels();
    var changed = new Picture(picture.shape());
    byte[] to = changed.pixels();
    for (int i = 0; i < to.length; i++) {
      float level = (from[i] & 0xFF) + Planes.WHITE * noise[i] + 0.5f;
      to[i] = (byte) (int) Math.clamp(level, 0f, Planes.WHITE);
    }
    return changed;
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    var noise = new float[picture.pixels().length];
    NormalTable.fill(noise, random);
    for (int i = 0; i < noise.length; i++) {
      noise[i] *= (float) deviation;
    }
    return add(picture, noise);
  }
}
