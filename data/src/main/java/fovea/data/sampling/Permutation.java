package fovea.data.sampling;

import fovea.data.augment.CounterRandom;

/** Random orders. */
public final class Permutation {

  private Permutation() {}

  /** The numbers below {@code size} in random order (Fisher and Yates). */
  public static int[] of(int size, CounterRandom random) {
    var order = new int[size];
    shuffle(order, random);
    return order;
  }

  /** Fills {@code order} with the numbers below its length, in random order. */
  public static void shuffle(int[] order, CounterRandom random) {
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }
}
