package fovea.hub;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;

/** How much is computed at a time while nothing is learned. */
public final class InferenceBatchSize {

  /** Values of all pictures of a batch: enough to keep the cores busy. */
  private static final int VALUES = 1 << 22;

  private static final int LARGEST_BATCH = 500;

  private InferenceBatchSize() {}

  /**
   * Pictures in their order, in batches that keep the cores busy.
   *
   * @throws fovea.data.pixels.DataException if the pictures do not fit the preprocessing, or there
   *     are none
   */
  public static DataLoader batches(PictureSet pictures, Preprocessing preprocessing) {
    return new DataLoader(pictures, preprocessing, of(preprocessing.input()));
  }

  /** Number of pictures whose inputs are of {@code input} that keep the cores busy. */
  public static int of(PictureShape input) {
    return Math.clamp(VALUES / input.values(), 1, LARGEST_BATCH);
  }
}
