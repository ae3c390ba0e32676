package fovea.experiment.compare;

import java.util.Comparator;
import java.util.Locale;

/** In which order runs are listed. */
public enum RunOrder {
  /** The highest accuracy first, or the lowest loss where none is measured. */
  RESULT,
  /** The lowest loss on the test examples first. */
  LOSS,
  /** By their names. */
  NAME,
  /** The shortest first. */
  TIME;

  Comparator<RunOutcome> comparator() {
    Comparator<RunOutcome> byName =
        Comparator.comparing(outcome -> outcome.run().folder().path().toString());
    return switch (this) {
      case RESULT ->
          Comparator.comparingDouble(RunOrder::result)
              .reversed()
              .thenComparingDouble(RunOrder::loss)
              .thenComparing(byName);
      case LOSS -> Comparator.comparingDouble(RunOrder::loss).thenComparing(byName);
      case NAME -> byName;
      case TIME -> Comparator.comparingDouble(RunOutcome::seconds).thenComparing(byName);
    };
  }

  private static double result(RunOutcome outcome) {
    return outcome.best().stream()
        .mapToDouble(epoch -> RunOutcome.accuracy(epoch.test()).orElse(-1 - epoch.test().loss()))
        .findFirst()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  private static double loss(RunOutcome outcome) {
    return outcome.bestLoss().orElse(Double.POSITIVE_INFINITY);
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
