package fovea.data.batch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import fovea.data.augment.CounterRandom;
import fovea.data.pixels.CropBox;
import fovea.data.pixels.DataException;
import fovea.format.Codec;
import fovea.format.JsonObject;
import java.lang.foreign.MemorySegment;

/**
 * Replaces a box of each picture by that of the picture before it in the batch, and mixes their
 * classes by the areas (CutMix, Yun et al. 2019). One box for a batch, whose area is drawn from the
 * beta distribution and whose center lies anywhere; what reaches over the border is cut off.
 *
 * @param alpha of the distribution: 1 in the paper, which makes all areas alike
 */
public record CutMix(double alpha) implements BatchAugment {

  /** Its name and field in files. */
  public static final Codec<CutMix> CODEC =
      new Codec<>(
          "cutmix",
          CutMix.class,
          mix -> JsonObject.empty().with("alpha", mix.alpha()),
          json -> new CutMix(json.real("alpha", 1)));

  /**
   * Checks the number.
   *
   * @throws DataException if it is not above 0
   */
  public CutMix {
    alpha = BetaNumbers.checked(CODEC.name(), alpha);
  }

  @Override
  public void check(TensorSpec input) {
    if (input.type().shape().rank() != 3) {
      throw new DataException(
          CODEC.name(),
          "expected pictures [c, h, w] as input, found " + input,
          "Use mixup for other examples");
    }
  }

  @Override
  public void apply(MixedBatch batch, CounterRandom random) {
    int[] dims = batch.input().type().shape().dims();
    double half = Math.sqrt(1 - BetaNumbers.draw(alpha, random)) / 2;
    int column = random.nextInt(dims[3]);
    int row = random.nextInt(dims[2]);
    int left = Math.max(0, column - (int) (half * dims[3]));
    int top = Math.max(0, row - (int) (half * dims[2]));
    int right = Math.min(dims[3], column + (int) (half * dims[3]));
    int bottom = Math.min(dims[2], row + (int) (half * dims[2]));
    paste(batch, new CropBox(top, left, bottom - top, right - left));
  }

  /** Puts a box of the picture before into each one; of the last into the first. */
  public static void paste(MixedBatch batch, CropBox box) {
    int[] dims = batch.input().type().shape().dims();
    int count = dims[0];
    MemorySegment data = batch.input().data();
    float[] last = new float[box.width()];
    long bytes = (long) box.width() * Float.BYTES;
    long picture = (long) dims[1] * dims[2] * dims[3] * Float.BYTES;
    for (int channel = 0; channel < dims[1]; channel++) {
      for (int row = box.top(); row < box.top() + box.height(); row++) {
        long pixel = ((long) channel * dims[2] + row) * dims[3] + box.left();
        long place = pixel * Float.BYTES;
        MemorySegment.copy(data, JAVA_FLOAT, (count - 1) * picture + place, last, 0, last.length);
        for (int i = count - 1; i > 0; i--) {
          MemorySegment.copy(data, (i - 1) * picture + place, data, i * picture + place, bytes);
        }
        MemorySegment.copy(last, 0, data, JAVA_FLOAT, place, last.length);
      }
    }
    double share = 1 - (double) box.height() * box.width() / ((double) dims[2] * dims[3]);
    batch.mixWithBefore(share);
  }
}
