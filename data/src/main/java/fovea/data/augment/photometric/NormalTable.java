package fovea.data.augment.photometric;

import fovea.data.augment.CounterRandom;

/** Gaussian numbers from a table of 4,096 equally likely ones: five from each hash. */
final class NormalTable {
  private static final int BITS = 12;
  private static final int SIZE = 1 << BITS;
  private static final int MASK = SIZE - 1;
  private static final int PER_HASH = Long.SIZE / BITS;

  /** The steps of the sum that inverts the distribution. */
  private static final double STEP = 1e-4;

  private static final float[] QUANTILES = quantiles();

  private NormalTable() {}

  /** Fills {@code values} with numbers of mean 0 and deviation 1, none beyond 3.7. */
  static void fill(float[] values, CounterRandom random) {
    for (int start = 0; start < values.length; start += PER_HASH) {
      long bits = random.nextLong();
      int end = Math.min(values.length, start + PER_HASH);
      for (int i = start; i < end; i++) {
        values[i] = QUANTILES[(int) bits & MASK];
        bits >>>= BITS;
      }
    }
  }

  /** Walks upwards from the middle, where half of all numbers lie below. */
  private static float[] quantiles() {
    var table = new float[SIZE];
    double scale = STEP / StrictMath.sqrt(2 * Math.PI);
    double below = 0.5;
    double x = 0;
    for (int i = SIZE / 2; i < SIZE; i++) {
      double wanted = (i + 0.5) / SIZE;
      while (below < wanted) {
        double middle = x + STEP / 2;
        below += scale * StrictMath.exp(-middle * middle / 2);
        x += STEP;
      }
      table[i] = (float) x;
      table[SIZE - 1 - i] = (float) -x;
    }
    return table;
  }
}
