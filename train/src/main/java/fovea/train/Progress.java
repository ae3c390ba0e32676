package fovea.train;

import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** How far a training has come: whole epochs, and the sums of the one that is running. */
final class Progress {
  private static final String THREADS = "threads";
  private static final int NOT_KNOWN = 0;

  private final List<EpochReport> history = new ArrayList<>();
  private long batch;
  private double loss;
  private long correct;
  private long seen;
  private double seconds;
  private OptionalInt threads = OptionalInt.empty();

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

  /** How long the tests of the last epoch took; 0 if there was none. */
  double testSeconds() {
    return history.isEmpty() ? 0 : history.getLast().testSeconds();
  }

  /** Adds a batch to the running epoch. */
  void add(int pictures, double meanLoss, long recognized) {
    batch++;
    loss += meanLoss * pictures;
    correct += recognized;
    seen += pictures;
  }

  /** Threads of the steps, once there has been one: with another number results would differ. */
  OptionalInt threads() {
    return threads;
  }

  /** Notes how many threads the steps have. */
  void threads(int count) {
    threads = OptionalInt.of(count);
  }

  /** Adds time spent on steps. */
  void spend(double more) {
    seconds += more;
  }

  /** Score of the running epoch up to now. */
  Score soFar() {
    return seen == 0 ? Score.none() : new Score(loss / seen, (double) correct / seen, seen);
  }

  /** Ends the running epoch. */
  void finish(EpochReport report) {
    history.add(report);
    batch = 0;
    loss = 0;
    correct = 0;
    seen = 0;
    seconds = 0;
  }

  /** The epoch with the highest accuracy on test pictures; the earliest of equals. */
  EpochReport best() {
    EpochReport best = history.getFirst();
    for (EpochReport report : history) {
      best = report.test().accuracy() > best.test().accuracy() ? report : best;
    }
    return best;
  }

  JsonObject toJson() {
    List<JsonValue> epochs = new ArrayList<>();
    history.forEach(report -> epochs.add(report.toJson()));
    return JsonObject.empty()
        .with("epochs", new JsonArray(epochs))
        .with("batch", batch)
        .with("loss", loss)
        .with("correct", correct)
        .with("seen", seen)
        .with("seconds", seconds)
        .with(THREADS, threads.orElse(NOT_KNOWN));
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws FormatException if a field is missing, of another kind or out of its range
   */
  static Progress fromJson(JsonObject json) {
    Progress progress = new Progress();
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
    progress.loss = json.real("loss");
    progress.correct = atLeastZero(json, "correct");
    progress.seen = atLeastZero(json, "seen");
    progress.seconds = json.real("seconds");
    // Files from before the number was measured have none.
    long threads = json.find(THREADS).isPresent() ? json.integer(THREADS) : NOT_KNOWN;
    if (threads > NOT_KNOWN && threads <= Integer.MAX_VALUE) {
      progress.threads((int) threads);
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
