package fovea.hub.ensemble;

import fovea.zoo.ensemble.EnsembleRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far members fail on the same pictures: the correlation of their errors, each 1 where a member
 * is wrong and 0 where it is right. At 1, all fail on the same ones and an ensemble brings nothing;
 * at 0, each fails on its own.
 *
 * @param pairs by member and member; 1 in the diagonal, NaN beside a member that is always right or
 *     always wrong
 */
public record ErrorCorrelation(List<List<Double>> pairs) {

  /** Copies the lists. */
  public ErrorCorrelation {
    pairs = pairs.stream().map(List::copyOf).toList();
  }

  /** That of members on the same pictures. */
  static ErrorCorrelation of(MemberPredictions predictions) {
    List<boolean[]> correct =
        IntStream.range(0, predictions.members())
            .mapToObj(member -> predictions.correct(EnsembleRule.AVERAGE, member))
            .toList();
    double[][] pairs = new double[correct.size()][correct.size()];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i][i] = 1;
      for (int j = 0; j < i; j++) {
        pairs[i][j] = pair(correct.get(i), correct.get(j));
        pairs[j][i] = pairs[i][j];
      }
    }
    return new ErrorCorrelation(
        Arrays.stream(pairs).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  /** Pearson's coefficient, which Yule calls phi for two numbers that are 0 or 1. */
  private static double pair(boolean[] first, boolean[] second) {
    double a = MemberPredictions.share(first);
    double b = MemberPredictions.share(second);
    long both = IntStream.range(0, first.length).filter(i -> first[i] && second[i]).count();
    return ((double) both / first.length - a * b) / Math.sqrt(a * (1 - a) * b * (1 - b));
  }

  /** Mean over all pairs of two members that have one; NaN if there is none. */
  public double mean() {
    return IntStream.range(0, pairs.size())
        .boxed()
        .flatMap(i -> pairs.get(i).subList(0, i).stream())
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }
}
