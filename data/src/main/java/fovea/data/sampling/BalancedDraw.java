package fovea.data.sampling;

import fovea.data.augment.CounterRandom;
import fovea.data.pixels.DataException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Draws as many examples of each class, or one more, in random order. */
public final class BalancedDraw {
  /** The examples of each class that has some. */
  private final int[][] members;

  /**
   * Of examples of these classes.
   *
   * @param labels from 0
   * @throws DataException if one is negative
   */
  public BalancedDraw(int[] labels) {
    int[] counts = new int[Arrays.stream(labels).max().orElse(-1) + 1];
    for (int label : labels) {
      if (label < 0) {
        throw new DataException(
            "balanced sampling",
            "expected classes from 0 on, found " + label,
            "Leave out the examples without a class");
      }
      counts[label]++;
    }
    int[][] all = IntStream.of(counts).mapToObj(int[]::new).toArray(int[][]::new);
    for (int i = labels.length - 1; i >= 0; i--) {
      all[labels[i]][--counts[labels[i]]] = i;
    }
    this.members = Arrays.stream(all).filter(some -> some.length > 0).toArray(int[][]::new);
  }

  /** Fills {@code order} with indices of examples. */
  public void fill(int[] order, CounterRandom random) {
    int[] turns = Permutation.of(members.length, random);
    int place = 0;
    for (int i = 0; i < turns.length; i++) {
      int end = (int) ((i + 1L) * order.length / turns.length);
      while (place < end) {
        int[] some = members[turns[i]];
        int[] drawn = Permutation.of(some.length, random);
        for (int k = 0; k < drawn.length && place < end; k++) {
          order[place++] = some[drawn[k]];
        }
      }
    }
    mix(order, random);
  }

  /** Puts all in random order (Fisher and Yates). */
  private static void mix(int[] order, CounterRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
  }
}
