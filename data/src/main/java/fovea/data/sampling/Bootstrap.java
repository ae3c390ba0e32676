package fovea.data.sampling;

import fovea.data.augment.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * As many examples as there are, drawn with replacement, for one member of an ensemble (Efron 1979;
 * Breiman 1996): some are drawn several times, and about 36.8 % (1/e of many) not at all.
 */
public final class Bootstrap {

  /** Keeps these numbers apart from all others that follow from the same seed. */
  private static final int KEY = -3;

  private final int[] drawn;
  private final int[] left;

  private Bootstrap(int[] drawn) {
    this.drawn = drawn;
    this.left =
        IntStream.range(0, drawn.length).filter(i -> Arrays.binarySearch(drawn, i) < 0).toArray();
  }

  /**
   * A sample.
   *
   * @param size number of examples
   * @param seed decides which are drawn
   */
  public static Bootstrap of(int size, long seed) {
    CounterRandom random = new CounterRandom(seed, 0, KEY);
    int[] drawn = IntStream.range(0, size).map(_ -> random.nextInt(size)).sorted().toArray();
    return new Bootstrap(drawn);
  }

  /** Indices of the examples that were drawn, in ascending order, each as often as it was. */
  public int[] drawn() {
    return drawn.clone();
  }

  /** Indices of the examples that were not drawn, in ascending order: the member's own test set. */
  public int[] outOfBag() {
    return left.clone();
  }

  /** Share of all examples that were drawn at least once; about 63.2 % of many. */
  public double distinctShare() {
    return drawn.length == 0 ? 0 : 1 - (double) left.length / drawn.length;
  }
}
