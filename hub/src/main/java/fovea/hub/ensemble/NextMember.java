package fovea.hub.ensemble;

import fovea.zoo.ensemble.EnsembleRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the last member has brought, and what one more, made in the same way, would bring.
 *
 * <p>The first is measured: accuracy of all, less the mean accuracy of all but one. The second is
 * extrapolated. The expected squared error of an average of {@code n} members that are made alike
 * is {@code a + b/n} exactly; if accuracy follows the same law, which it does only about, the next
 * of {@code n} members brings {@code (n - 1)/(n + 1)} of what the last one has.
 *
 * @param last gain of accuracy by the last member, as a share
 * @param lastError half of the 95 % interval of {@code last}, as the pictures are a sample; how
 *     members differ from one training to the next is not in it
 * @param gain of accuracy expected of one member more, as a share
 * @param gainError half of the 95 % interval of {@code gain}, if it follows the law
 */
public record NextMember(double last, double lastError, double gain, double gainError) {
  private static final double NORMAL_95 = 1.96;

  /** That of an ensemble of two members or more. */
  static NextMember of(MemberPredictions predictions, EnsembleRule rule) {
    int members = predictions.members();
    boolean[] all = predictions.correct(rule, IntStream.range(0, members).toArray());
    List<boolean[]> fewer =
        IntStream.range(0, members)
            .mapToObj(i -> predictions.correct(rule, MemberSubsets.without(i, members)))
            .toList();
    double[] gains =
        IntStream.range(0, all.length)
            .mapToDouble(
                picture ->
                    number(all[picture])
                        - fewer.stream()
                            .mapToDouble(some -> number(some[picture]))
                            .average()
                            .orElse(0))
            .toArray();
    double last = Arrays.stream(gains).average().orElse(0);
    double variance =
        Arrays.stream(gains).map(gain -> (gain - last) * (gain - last)).average().orElse(0);
    double error = NORMAL_95 * Math.sqrt(variance / gains.length);
    double law = (members - 1.0) / (members + 1);
    return new NextMember(last, error, last * law, error * law);
  }

  private static double number(boolean correct) {
    return correct ? 1 : 0;
  }
}
