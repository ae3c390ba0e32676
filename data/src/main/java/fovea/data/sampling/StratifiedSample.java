package fovea.data.sampling;

import fovea.data.augment.CounterRandom;
import fovea.data.pixels.DataException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Draws the same share of every class. */
public final class StratifiedSample {

  private StratifiedSample() {}

  /**
   * Indices of a random part that has about {@code fraction} of each class, in ascending order.
   *
   * <p>Of a class with two members or more, at least one is drawn and one is left, unless the
   * fraction is 0 or 1.
   *
   * @param labels of all members, from 0
   * @param fraction from 0 to 1
   * @param seed decides which
   * @throws DataException if the fraction is out of range
   */
  public static int[] draw(int[] labels, double fraction, long seed) {
    checkFraction(fraction);
    int classes = Arrays.stream(labels).max().orElse(-1) + 1;
    return IntStream.range(0, classes)
        .flatMap(label -> ofClass(labels, label, fraction, seed))
        .sorted()
        .toArray();
  }

  /**
   * Indices of a random part that has at most {@code most} of each class, in ascending order. With
   * the same seed, fewer are among those that more would be.
   *
   * @param labels of all members, from 0
   * @param most above 0
   * @param seed decides which
   * @throws DataException if it is below 1
   */
  public static int[] perClass(int[] labels, int most, long seed) {
    if (most < 1) {
      throw new DataException(
          "part of each class", "expected 1 or more of each, found " + most, "Draw more");
    }
    int classes = Arrays.stream(labels).max().orElse(-1) + 1;
    return IntStream.range(0, classes)
        .flatMap(
            label -> {
              int[] members = members(labels, label);
              return drawn(members, Math.min(most, members.length), label, seed);
            })
        .sorted()
        .toArray();
  }

  /** Indices of a random part of {@code size} members, in ascending order. */
  public static int[] draw(int size, double fraction, long seed) {
    checkFraction(fraction);
    int[] order = Permutation.of(size, new CounterRandom(seed, 0, -1));
    int[] drawn = Arrays.copyOf(order, (int) Math.round(fraction * size));
    Arrays.sort(drawn);
    return drawn;
  }

  /** The indices below {@code size} that are not among {@code drawn}, which is in order. */
  public static int[] rest(int size, int[] drawn) {
    return IntStream.range(0, size).filter(i -> Arrays.binarySearch(drawn, i) < 0).toArray();
  }

  private static void checkFraction(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new DataException(
          "split",
          "expected a fraction from 0 to 1, found " + fraction,
          "Give the share of the first part");
    }
  }

  private static IntStream ofClass(int[] labels, int label, double fraction, long seed) {
    int[] members = members(labels, label);
    int count = (int) Math.round(fraction * members.length);
    if (members.length > 1 && fraction > 0 && fraction < 1) {
      count = Math.clamp(count, 1, members.length - 1);
    }
    return drawn(members, count, label, seed);
  }

  private static int[] members(int[] labels, int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  private static IntStream drawn(int[] members, int count, int label, long seed) {
    // Each class has a stream of its own: a photo more in one class leaves the others as they were.
    int[] order = Permutation.of(members.length, new CounterRandom(seed, label, -2));
    return Arrays.stream(order, 0, count).map(i -> members[i]);
  }
}
