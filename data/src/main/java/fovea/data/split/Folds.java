package fovea.data.split;

import fovea.data.pixels.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Parts of equal size for cross-validation: every class is dealt out to all of them as evenly as
 * groups allow, which are never torn. The same names, classes, groups and seed give the same folds.
 *
 * @param indices of the examples of each fold, in ascending order
 */
public record Folds(List<int[]> indices) {

  /** Copies the lists. */
  public Folds {
    indices = indices.stream().map(int[]::clone).toList();
  }

  /**
   * Deals examples out.
   *
   * @param most number of folds that are wanted; with fewer examples, or groups of them, there are
   *     as many as these
   * @param seed decides which example is in which fold
   * @throws DataException if there are fewer than two examples, or groups of them
   */
  public static Folds of(SplitExamples examples, int most, long seed) {
    List<ExampleGroup> groups = ExampleGroup.of(examples, seed);
    int count = Math.min(most, groups.size());
    if (count < 2) {
      throw new DataException(
          "cross-validation",
          String.format(
              Locale.ROOT,
              "expected two examples or more, or groups of them, to learn from and be judged by in"
                  + " turn, found %,d of %,d examples",
              groups.size(),
              examples.size()),
          "Add some");
    }
    int classes = examples.labels().stream().mapToInt(label -> label + 1).max().orElse(1);
    int[][] has = new int[count][classes];
    int[] sizes = new int[count];
    List<List<Integer>> folds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      folds.add(new ArrayList<>());
    }
    for (ExampleGroup group : groups) {
      int best = 0;
      for (int fold = 1; fold < count; fold++) {
        if (cost(group, has[fold], sizes[fold]) < cost(group, has[best], sizes[best])) {
          best = fold;
        }
      }
      int[] chosen = has[best];
      group.counts().forEach((label, number) -> chosen[label] += number);
      sizes[best] += group.size();
      folds.get(best).addAll(group.members());
    }
    return new Folds(
        folds.stream()
            .map(fold -> fold.stream().mapToInt(Integer::intValue).sorted().toArray())
            .toList());
  }

  /** How many of the same classes a fold has, and how many of all between equals. */
  private static double cost(ExampleGroup group, int[] has, int size) {
    double same =
        group.counts().entrySet().stream().mapToDouble(e -> e.getValue() * has[e.getKey()]).sum();
    return same + 1e-6 * size;
  }

  /** Number of examples. */
  public int size() {
    return indices.stream().mapToInt(fold -> fold.length).sum();
  }

  /** The examples that are not in a fold, in ascending order. */
  public int[] others(int fold) {
    int[] all = new int[size()];
    Arrays.setAll(all, i -> i);
    boolean[] isIn = new boolean[all.length];
    for (int i : indices.get(fold)) {
      isIn[i] = true;
    }
    return Arrays.stream(all).filter(i -> !isIn[i]).toArray();
  }
}
