package fovea.data.duplicate;

import java.util.Arrays;

/**
 * 64 bits of what a picture shows: which of its 64 lowest frequencies, the mean left out, are
 * stronger than their median (the perceptual hash of Zauner 2010). Noise, another size and other
 * brightness change few of them.
 */
final class FrequencyHash {

  /** Side of the gray picture that is hashed. */
  static final int SIDE = 32;

  private static final int BITS = 64;

  /** Frequencies up to here along both axes together; there are 65 of them without the mean. */
  private static final int HIGHEST = 10;

  private static final float[][] COSINES = cosines();

  private FrequencyHash() {}

  /**
   * The hash of a gray picture.
   *
   * @param gray {@code [SIDE, SIDE]}
   */
  static long of(float[] gray) {
    float[][] rows = new float[SIDE][HIGHEST + 1];
    for (int y = 0; y < SIDE; y++) {
      for (int u = 0; u <= HIGHEST; u++) {
        float sum = 0;
        for (int x = 0; x < SIDE; x++) {
          sum += gray[y * SIDE + x] * COSINES[u][x];
        }
        rows[y][u] = sum;
      }
    }
    float[] strengths = new float[BITS];
    int count = 0;
    for (int sum = 1; sum <= HIGHEST; sum++) {
      for (int u = 0; u <= sum && count < BITS; u++) {
        strengths[count++] = strength(rows, u, sum - u);
      }
    }
    float[] sorted = strengths.clone();
    Arrays.sort(sorted);
    float median = (sorted[BITS / 2 - 1] + sorted[BITS / 2]) / 2;
    long hash = 0;
    for (int i = 0; i < BITS; i++) {
      hash |= strengths[i] > median ? 1L << i : 0;
    }
    return hash;
  }

  private static float strength(float[][] rows, int u, int v) {
    float sum = 0;
    for (int y = 0; y < SIDE; y++) {
      sum += rows[y][u] * COSINES[v][y];
    }
    return sum;
  }

  private static float[][] cosines() {
    float[][] cosines = new float[HIGHEST + 1][SIDE];
    for (int u = 0; u <= HIGHEST; u++) {
      for (int x = 0; x < SIDE; x++) {
        cosines[u][x] = (float) Math.cos(Math.PI * (2 * x + 1) * u / (2.0 * SIDE));
      }
    }
    return cosines;
  }
}
