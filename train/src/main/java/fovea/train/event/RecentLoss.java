package fovea.train.event;

import fovea.format.JsonObject;
import fovea.train.TrainCallback;
import fovea.train.metric.Score;

/** The mean loss since it was last asked for, or since the epoch began. */
final class RecentLoss {
  private static final String LOSSES = "losses";
  private static final String EXAMPLES = "examples";

  /** Of the examples of the epoch that are no longer recent. */
  private double losses;

  private long examples;

  /** The mean over the examples since the last time. */
  double take(TrainCallback.Stepped event) {
    Score soFar = event.soFar();
    double all = soFar.loss() * soFar.n();
    double mean = (all - losses) / (soFar.n() - examples);
    losses = all;
    examples = soFar.n();
    return mean;
  }

  /** An epoch ends. */
  void clear() {
    losses = 0;
    examples = 0;
  }

  JsonObject toJson() {
    return JsonObject.empty().with(LOSSES, losses).with(EXAMPLES, examples);
  }

  void restore(JsonObject json) {
    losses = json.real(LOSSES);
    examples = json.integer(EXAMPLES);
  }
}
