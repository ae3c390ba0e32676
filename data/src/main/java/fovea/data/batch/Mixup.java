package fovea.data.batch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import fovea.data.augment.CounterRandom;
import fovea.format.Codec;
import fovea.format.JsonObject;
import java.lang.foreign.MemorySegment;

/**
 * Blends each example with the one before it in the batch, and so their classes (mixup, Zhang et
 * al. 2017): {@code x = share · x + (1 - share) · other}, with one share for a batch, drawn from
 * the beta distribution.
 *
 * @param alpha of the distribution: 0.2 for many photos, up to 1 for few small pictures
 */
public record Mixup(double alpha) implements BatchAugment {

  /** Its name and field in files. */
  public static final Codec<Mixup> CODEC =
      new Codec<>(
          "mixup",
          Mixup.class,
          mix -> JsonObject.empty().with("alpha", mix.alpha()),
          json -> new Mixup(json.real("alpha", 0.2)));

  /** Columns that are blended at once. */
  private static final int WIDTH = 1_024;

  /**
   * Checks the number.
   *
   * @throws fovea.data.pixels.DataException if it is not above 0
   */
  public Mixup {
    alpha = BetaNumbers.checked(CODEC.name(), alpha);
  }

  @Override
  public void apply(MixedBatch batch, CounterRandom random) {
    blend(batch, BetaNumbers.draw(alpha, random));
  }

  /** Blends each example with the one before it; the first one with the last. */
  public static void blend(MixedBatch batch, double share) {
    int count = batch.size();
    int values = (int) (batch.input().type().shape().elements() / count);
    MemorySegment data = batch.input().data();
    float[] last = new float[WIDTH];
    float own = (float) share;
    float rest = (float) (1 - share);
    for (int from = 0; from < values; from += WIDTH) {
      int width = Math.min(WIDTH, values - from);
      long end = (long) (count - 1) * values + from;
      MemorySegment.copy(data, JAVA_FLOAT, end * Float.BYTES, last, 0, width);
      for (int i = count - 1; i > 0; i--) {
        long place = (long) i * values + from;
        for (int k = 0; k < width; k++) {
          float other = data.getAtIndex(JAVA_FLOAT, place - values + k);
          float value = data.getAtIndex(JAVA_FLOAT, place + k);
          data.setAtIndex(JAVA_FLOAT, place + k, own * value + rest * other);
        }
      }
      for (int k = 0; k < width; k++) {
        float value = data.getAtIndex(JAVA_FLOAT, from + k);
        data.setAtIndex(JAVA_FLOAT, from + k, own * value + rest * last[k]);
      }
    }
    batch.mixWithBefore(share);
  }
}
