package fovea.experiment.compare;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Runs that differ in nothing but the seed.
 *
 * @param comparison that they are a part of
 * @param rows their numbers in it
 */
public record SeedGroup(RunComparison comparison, List<Integer> rows) {

  /** Copies the list. */
  public SeedGroup {
    rows = List.copyOf(rows);
  }

  /**
   * A figure over seeds.
   *
   * @param mean of the runs
   * @param deviation standard deviation, with n - 1; 0 for a single run
   * @param n number of runs that have the figure
   */
  public record Spread(double mean, double deviation, int n) {

    static Spread of(double... values) {
      double mean = DoubleStream.of(values).average().orElse(Double.NaN);
      double squares = DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).sum();
      int n = values.length;
      return new Spread(mean, n < 2 ? 0 : Math.sqrt(squares / (n - 1)), n);
    }
  }

  /** What the runs have brought. */
  public List<RunOutcome> outcomes() {
    return rows.stream().map(comparison.outcomes()::get).toList();
  }

  /** A figure of each run, those without it left out. */
  public Spread spread(Function<RunOutcome, OptionalDouble> figure) {
    return Spread.of(
        outcomes().stream().map(figure).flatMapToDouble(OptionalDouble::stream).toArray());
  }
}
