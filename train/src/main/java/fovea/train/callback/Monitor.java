package fovea.train.callback;

import fovea.format.JsonObject;
import fovea.train.metric.ScoreReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.callback.Watched.Direction;
import fovea.train.internal.JsonNumbers;
import java.util.Map;

/**
 * The best value of a watched number up to now, and for how many scores it has not become better.
 */
final class Monitor {
  private static final String BEST = "best";
  private static final String WAITED = "waited";

  private final Watched watched;
  private Direction direction = Direction.LOWER;
  private double best = direction.worst();
  private int waited;

  Monitor(Watched watched) {
    this.watched = watched;
  }

  /** The training begins, or goes on: learns what is better, and forgets an earlier training. */
  void started(TrainCallback.Started event, TrainControl control) {
    direction = watched.direction(control.task());
    if (event.stepsDone() == 0) {
      best = direction.worst();
      waited = 0;
    }
  }

  /** Scores since the best value, or since {@link #rest}. */
  int waited() {
    return waited;
  }

  /** Counts anew. */
  void rest() {
    waited = 0;
  }

  /**
   * Adds new scores; says whether they are better than the best.
   *
   * @param change they must be better by more than this
   * @param share and by more than this share of the best value
   */
  boolean add(ScoreReport report, double change, double share) {
    double value = watched.value(report);
    double limit =
        Double.isInfinite(best)
            ? best
            : direction.beyond(best, Math.max(change, share * Math.abs(best)));
    if (direction.better(value, limit)) {
      best = value;
      waited = 0;
      return true;
    }
    waited++;
    return false;
  }

  JsonObject toJson() {
    return JsonNumbers.write(Map.of(BEST, best)).with(WAITED, waited);
  }

  void restore(JsonObject json) {
    best = JsonNumbers.read(json, BEST);
    waited = Math.toIntExact(json.integer(WAITED));
  }
}
