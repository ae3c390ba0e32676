package fovea.data;

import fovea.data.augment.CounterRandom;
import fovea.data.sampling.BalancedDraw;
import fovea.data.sampling.Bootstrap;
import fovea.data.sampling.Permutation;
import fovea.data.sampling.Sampling;
import java.util.Arrays;
import java.util.List;

/** The examples of an epoch in their order, drawn anew for each epoch. */
final class EpochOrder {
  private static final int KEY = -1;

  private final DataLoader loader;
  private final int[] order;
  private final Draw draw;

  /** Fills an order. */
  @FunctionalInterface
  private interface Draw {
    void fill(int[] order, CounterRandom random);
  }

  EpochOrder(DataLoader loader) {
    this.loader = loader;
    this.order = new int[loader.data().size()];
    this.draw =
        switch (loader.sampling()) {
          case Sampling.InOrder _ -> (all, _) -> Arrays.setAll(all, i -> i);
          case Sampling.Shuffled _ -> Permutation::shuffle;
          case Sampling.Bootstrapped _ -> bootstrapped(Bootstrap.of(order.length, loader.seed()));
          case Sampling.Weighted(var weights) -> weighted(weights);
          case Sampling.Balanced _ -> new BalancedDraw(loader.data().labels())::fill;
        };
  }

  /** Draws an epoch. */
  void arrange(long epoch) {
    draw.fill(order, new CounterRandom(loader.seed(), epoch, KEY));
  }

  /** Examples in an epoch. */
  int size() {
    return order.length;
  }

  /** Which example comes at a place. */
  int example(int place) {
    return order[place];
  }

  /**
   * What keys the changes of the example at a place: the example, so that neither order nor batch
   * size matters; or the place, where an example comes several times and shall differ each time.
   */
  int key(int place) {
    return loader.sampling().repeats() ? place : order[place];
  }

  private static Draw bootstrapped(Bootstrap sample) {
    int[] drawn = sample.drawn();
    return (order, random) -> {
      Permutation.shuffle(order, random);
      Arrays.setAll(order, place -> drawn[order[place]]);
    };
  }

  private static Draw weighted(List<Double> weights) {
    double[] ends = new double[weights.size()];
    double sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += weights.get(i);
      ends[i] = sum;
    }
    double total = sum;
    return (order, random) -> {
      for (int i = 0; i < order.length; i++) {
        double value = random.nextDouble() * total;
        order[i] = firstAbove(ends, Math.min(value, Math.nextDown(total)));
      }
    };
  }

  /** The first of ascending numbers that is above {@code value}. */
  private static int firstAbove(double[] ascending, double value) {
    int low = 0;
    int high = ascending.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
