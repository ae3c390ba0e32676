package fovea.bench.compare;

import java.util.List;

/**
 * What one engine needed, round by round.
 *
 * @param rounds milliseconds of every repetition of every round
 */
record Samples(List<List<Double>> rounds) {
  Samples {
    rounds = rounds.stream().map(List::copyOf).toList();
  }

  /** Median over all repetitions, in milliseconds. */
  double median() {
    return Statistics.median(rounds.stream().flatMap(List::stream).toList());
  }

  /** The fastest repetition, in milliseconds. */
  double best() {
    return Statistics.best(rounds.stream().flatMap(List::stream).toList());
  }
}
