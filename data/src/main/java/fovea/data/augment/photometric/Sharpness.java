package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Makes pictures softer or sharper: moves each pixel towards the mean of its neighborhood or away
 * from it, to a factor of its distance drawn from {@code 1 - strength} to {@code 1 + strength}.
 *
 * @param strength how far the factor may be from 1, from 0 to 1; by default 0.5
 */
public record Sharpness(double strength) implements Augment {
  static final String NAME = "sharpness";

  /** Its name and fields in files. */
  public static final Codec<Sharpness> CODEC =
      new Codec<>(
              NAME,
              Sharpness.class,
              sharpness -> JsonObject.empty().with("strength", sharpness.strength),
              json -> new Sharpness(json.real("strength")))
          .usual(new Sharpness());

  /** The pixel itself counts five times, each of its eight neighbors once. */
  private static final int EXTRA = 4;

  private static final int WEIGHT = 13;

  /**
   * Checks the strength.
   *
   * @throws DataException if it is below 0 or above 1
   */
  public Sharpness {
    AugmentChecks.between(NAME, "a strength", strength, 0, 1);
  }

  /** Factors from 0.5 to 1.5. */
  public Sharpness() {
    this(0.5);
  }

  /**
   * The picture with all pixels but those of its edge {@code factor} times as far from the mean of
   * their neighborhood: smooth at 0, as it is at 1, sharpened at 2.
   */
  public static Picture adjust(Picture picture, double factor) {
    int width = picture.shape().width();
    int height = picture.shape().height();
    byte[] from = picture.pixels();
    var changed = new Picture(picture.shape(), from.clone());
    var sums = new int[width];
    for (int plane = 0; plane < from.length; plane += width * height) {
      for (int row = 1; row < height - 1; row++) {
        int start = plane + row * width;
        addColumns(from, start, width, sums);
        adjust(from, changed.pixels(), start, sums, (float) factor);
      }
    }
    return changed;
  }

  /** Sums of three pixels above each other. */
  private static void addColumns(byte[] from, int start, int width, int[] sums) {
    for (int i = 0; i < width; i++) {
      int at = start + i;
      sums[i] = (from[at - width] & 0xFF) + (from[at] & 0xFF) + (from[at + width] & 0xFF);
    }
  }

  private static void adjust(byte[] from, byte[] to, int start, int[] sums, float factor) {
    for (int i = 1; i < sums.length - 1; i++) {
      int level = from[start + i] & 0xFF;
      int sum = sums[i - 1] + sums[i] + sums[i + 1] + EXTRA * level;
      to[start + i] = Planes.blend((2 * sum + WEIGHT) / (2 * WEIGHT), level, factor);
    }
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return adjust(picture, random.uniform(1 - strength, 1 + strength));
  }
}
