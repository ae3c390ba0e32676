package fovea.explain.trust;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Spearman's rank correlation; equal numbers share the mean of their ranks. */
public final class RankCorrelation {

  private RankCorrelation() {}

  /** From -1 to 1 of two lists of one length; 0 where one of them is the same everywhere. */
  public static double of(double[] first, double[] second) {
    double[] a = ranks(first);
    double[] b = ranks(second);
    double mean = (a.length - 1) / 2.0;
    double both = 0;
    double firsts = 0;
    double seconds = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - mean) * (b[i] - mean);
      firsts += (a[i] - mean) * (a[i] - mean);
      seconds += (b[i] - mean) * (b[i] - mean);
    }
    return firsts == 0 || seconds == 0 ? 0 : both / Math.sqrt(firsts * seconds);
  }

  private static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }
}
