package fovea.train;

import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.train.counting.Totals;
import fovea.train.metric.Metric;
import fovea.train.metric.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** How far a training has come: whole epochs, and the sums of the one that is running. */
final class Progress {
  private static final String THREADS = "threads";
  private static final String TESTED_AFTER = "tested_after";
  private static final int NOT_KNOWN = 0;

  private final List<EpochReport> history = new ArrayList<>();
  private final List<Metric> metrics;
  private final Totals totals;
  private long batch;
  private double seconds;
  private long testedAfter;
  private double waiting;
  private OptionalInt threads = OptionalInt.empty();

  /** Nothing done yet in a training that measures {@code metrics}. */
  Progress(List<Metric> metrics) {
    this.metrics = metrics;
    this.totals = new Totals(metrics);
  }

  /** Whole epochs done. */
  List<EpochReport> history() {
    return List.copyOf(history);
  }

  /** Index of the running epoch. */
  int epoch() {
    return history.size();
  }

  /** Batches of the running epoch that are done. */
  long batch() {
    return batch;
  }

  /** Time spent on steps of the running epoch. */
  double seconds() {
    return seconds;
  }

  /** Time of these spent on waiting for batches. */
  double waiting() {
    return waiting;
  }

  /** How long the tests of the last epoch took; 0 if there was none. */
  double testSeconds() {
    return history.isEmpty() ? 0 : history.getLast().testSeconds();
  }

  /** Number of the step after which there was the last test; 0 if there was none. */
  long testedAfter() {
    return testedAfter;
  }

  /** Notes that the model was tested after {@code step} steps. */
  void setTestedAfter(long step) {
    testedAfter = step;
  }

  /** Adds a batch to the running epoch. */
  void add(int examples, double meanLoss, double[][] counts) {
    batch++;
    totals.add(examples, meanLoss, counts);
  }

  /** Threads of the steps, once there has been one: with another number results would differ. */
  OptionalInt threads() {
    return threads;
  }

  /** Notes how many threads the steps have. */
  void setThreads(int count) {
    threads = OptionalInt.of(count);
  }

  /** Adds time spent on steps, of which some was spent on waiting for batches. */
  void spend(double more, double waited) {
    seconds += more;
    waiting += waited;
  }

  /** Score of the running epoch up to now. */
  Score soFar() {
    return totals.score();
  }

  /** Ends the running epoch. */
  void finish(EpochReport report) {
    history.add(report);
    batch = 0;
    totals.clear();
    seconds = 0;
    waiting = 0;
  }

  /**
   * The best epoch by the first metric, or by the loss, on test examples; the earliest of equals.
   */
  EpochReport best() {
    EpochReport best = history.getFirst();
    for (EpochReport report : history) {
      best = figure(report) > figure(best) ? report : best;
    }
    return best;
  }

  /** The higher the better; an epoch without a test is worse than any. */
  private double figure(EpochReport report) {
    Score score = report.test();
    if (score.isNone()) {
      return Double.NEGATIVE_INFINITY;
    }
    if (metrics.isEmpty()) {
      return -score.loss();
    }
    double value = score.metric(metrics.getFirst().name());
    return metrics.getFirst().higherIsBetter() ? value : -value;
  }

  JsonObject toJson() {
    List<JsonValue> epochs = new ArrayList<>();
    history.forEach(report -> epochs.add(report.toJson()));
    return JsonObject.empty()
        .with("epochs", new JsonArray(epochs))
        .with("batch", batch)
        .with("totals", totals.toJson())
        .with("seconds", seconds)
        .with(TESTED_AFTER, testedAfter)
        .with("waiting", waiting)
        .with(THREADS, threads.orElse(NOT_KNOWN));
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws FormatException if a field is missing, of another kind or out of its range
   */
  static Progress fromJson(JsonObject json, List<Metric> metrics) {
    Progress progress = new Progress(metrics);
    for (JsonValue value : json.array("epochs").values()) {
      if (!(value instanceof JsonObject report)) {
        throw damaged("epochs", "objects", value.kind());
      }
      long number = report.integer("epoch");
      if (number != progress.epoch() + 1) {
        throw damaged("epochs", "epoch " + (progress.epoch() + 1), "epoch " + number);
      }
      progress.history.add(EpochReport.fromJson(report));
    }
    progress.batch = atLeastZero(json, "batch");
    progress.totals.load(json.object("totals"));
    progress.seconds = json.real("seconds");
    progress.testedAfter = json.integer(TESTED_AFTER, 0);
    progress.waiting = json.real("waiting");
    long threads = json.integer(THREADS);
    if (threads > NOT_KNOWN && threads <= Integer.MAX_VALUE) {
      progress.setThreads((int) threads);
    }
    return progress;
  }

  private static long atLeastZero(JsonObject json, String field) {
    long value = json.integer(field);
    if (value < 0) {
      throw damaged(field, "0 or more", String.valueOf(value));
    }
    return value;
  }

  private static FormatException damaged(String field, String expected, String found) {
    return new FormatException(
        field, "expected " + expected + ", found " + found, "Start the training again");
  }
}
