package fovea.bench.compare;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many times longer a peer takes than Fovea.
 *
 * @param ofMedians of all repetitions
 * @param ofBests of the fastest repetitions
 * @param lower quartile of the rounds' ratios, each of the medians in a round
 * @param upper quartile of them
 */
record Ratio(double ofMedians, double ofBests, double lower, double upper) {

  /** Compares round by round. */
  static Ratio of(Samples fovea, Samples peer) {
    List<Double> byRound =
        IntStream.range(0, fovea.rounds().size())
            .mapToObj(
                i ->
                    Statistics.median(peer.rounds().get(i))
                        / Statistics.median(fovea.rounds().get(i)))
            .toList();
    return new Ratio(
        peer.median() / fovea.median(),
        peer.best() / fovea.best(),
        Statistics.quantile(byRound, 0.25),
        Statistics.quantile(byRound, 0.75));
  }
}
