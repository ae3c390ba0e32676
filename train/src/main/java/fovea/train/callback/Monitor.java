package fovea.train.callback;

import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.train.EpochReport;
import fovea.train.internal.JsonNumbers;
import java.util.Map;

/** The best value of a number up to now, and for how many epochs it has not become better. */
final class Monitor {
  private static final String BEST = "best";
  private static final String WAITED = "waited";

  private final Direction direction;
  private double best;
  private int waited;

  /** What is better. */
  enum Direction {
    LOWER,
    HIGHER;

    /** Whether {@code value} is better than {@code limit}; not a number never is. */
    boolean better(double value, double limit) {
      return switch (this) {
        case LOWER -> value < limit;
        case HIGHER -> value > limit;
      };
    }

    /** {@code value} made better by {@code margin}. */
    double beyond(double value, double margin) {
      return switch (this) {
        case LOWER -> value - margin;
        case HIGHER -> value + margin;
      };
    }
  }

  Monitor(Direction direction) {
    this.direction = direction;
    reset();
  }

  /** Forgets everything. */
  void reset() {
    best = direction == Direction.LOWER ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    waited = 0;
  }

  /** The best value up to now. */
  double best() {
    return best;
  }

  /** Epochs since then, or since {@link #rest}. */
  int waited() {
    return waited;
  }

  /** Counts the epochs anew. */
  void rest() {
    waited = 0;
  }

  /** Adds the value of an epoch; says whether it is better than the best by more than a margin. */
  boolean add(double value, double margin) {
    boolean first = Double.isInfinite(best);
    if (direction.better(value, first ? best : direction.beyond(best, margin))) {
      best = value;
      waited = 0;
      return true;
    }
    waited++;
    return false;
  }

  /**
   * The loss on the test data.
   *
   * @throws FoveaException if there is none
   */
  static double testLoss(EpochReport report) {
    if (report.test().isNone()) {
      throw FoveaException.at(
          "callback",
          "expected a loss on test data to watch, found none",
          "train with test data, or watch another number");
    }
    return report.test().loss();
  }

  JsonObject toJson() {
    return JsonNumbers.write(Map.of(BEST, best)).with(WAITED, waited);
  }

  void restore(JsonObject json) {
    best = JsonNumbers.read(json).getOrDefault(BEST, best);
    waited = Math.toIntExact(json.integer(WAITED));
  }
}
