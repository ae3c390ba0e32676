package fovea.hub;

import fovea.data.Preprocessing;

/** How much is computed at a time while nothing is learned. */
public final class Amounts {

  /** Values of all pictures of a batch: enough to keep the cores busy. */
  private static final int VALUES = 1 << 22;

  private static final int LARGEST_BATCH = 500;

  private Amounts() {}

  /** Pictures in a batch. */
  public static int batch(Preprocessing preprocessing) {
    return Math.clamp(VALUES / preprocessing.input().values(), 1, LARGEST_BATCH);
  }
}
