package fovea.data.duplicate;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Hashes of 64 bits, to find those near another one without looking at all: four quarters of 16
 * bits have a table each. Of two hashes that differ in {@link #FARTHEST} bits or less, one quarter
 * differs in two bits or less (multi-index hashing, Norouzi et al. 2012).
 */
final class HashIndex {

  /** Hashes that differ in more bits need not be found. */
  static final int FARTHEST = 11;

  private static final int QUARTERS = 4;
  private static final int BITS = 16;
  private static final int NONE = -1;
  private static final int[] NEAR = near();

  private final long[] hashes;
  private final int[][] first = new int[QUARTERS][1 << BITS];
  private final int[][] next;

  /** Takes all hashes. */
  HashIndex(long[] hashes) {
    this.hashes = hashes.clone();
    this.next = new int[QUARTERS][hashes.length];
    for (int quarter = 0; quarter < QUARTERS; quarter++) {
      Arrays.fill(first[quarter], NONE);
      for (int i = hashes.length - 1; i >= 0; i--) {
        int key = key(hashes[i], quarter);
        next[quarter][i] = first[quarter][key];
        first[quarter][key] = i;
      }
    }
  }

  /**
   * Gives the places of all hashes that differ in {@code distance} bits or less, some of them
   * several times.
   *
   * @param distance up to {@link #FARTHEST}
   */
  void near(long hash, int distance, IntConsumer found) {
    for (int quarter = 0; quarter < QUARTERS; quarter++) {
      int key = key(hash, quarter);
      for (int flips : NEAR) {
        for (int i = first[quarter][key ^ flips]; i != NONE; i = next[quarter][i]) {
          if (Long.bitCount(hashes[i] ^ hash) <= distance) {
            found.accept(i);
          }
        }
      }
    }
  }

  private static int key(long hash, int quarter) {
    return (int) (hash >>> (BITS * quarter)) & ((1 << BITS) - 1);
  }

  /** All numbers of {@code BITS} bits of which at most two are set. */
  private static int[] near() {
    return IntStream.range(0, 1 << BITS).filter(flips -> Integer.bitCount(flips) <= 2).toArray();
  }
}
