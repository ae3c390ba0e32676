package fovea.hub;

import fovea.data.Batches;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;

/** How much is computed at a time while nothing is learned. */
public final class Amounts {

  /** Values of all pictures of a batch: enough to keep the cores busy. */
  private static final int VALUES = 1 << 22;

  private static final int LARGEST_BATCH = 500;

  private Amounts() {}

  /**
   * Pictures in their order, in batches that keep the cores busy.
   *
   * @throws fovea.data.DataException if the pictures do not fit the preprocessing, or there are
   *     none
   */
  public static Batches batches(PictureSet pictures, Preprocessing preprocessing) {
    int batch = Math.clamp(VALUES / preprocessing.input().values(), 1, LARGEST_BATCH);
    return new Batches(pictures, preprocessing, batch);
  }
}
