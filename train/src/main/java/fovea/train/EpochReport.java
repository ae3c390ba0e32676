package fovea.train;

import fovea.format.JsonObject;
import fovea.train.internal.JsonNumbers;
import fovea.train.metric.Score;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The results of an epoch.
 *
 * @param epoch number from 1
 * @param rate learning rate of its last step
 * @param train score on the training examples while they were trained on
 * @param test score on the test examples after it; none without them
 * @param trainSeconds spent on steps, and on waiting for their batches
 * @param waitingSeconds spent of these on waiting for batches
 * @param testSeconds spent on the test examples
 * @param logged numbers of callbacks by name
 */
public record EpochReport(
    int epoch,
    double rate,
    Score train,
    Score test,
    double trainSeconds,
    double waitingSeconds,
    double testSeconds,
    SequencedMap<String, Double> logged) {

  /** Copies the map. */
  public EpochReport {
    logged = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(logged));
  }

  /** With what callbacks have logged. */
  EpochReport logged(SequencedMap<String, Double> numbers) {
    return new EpochReport(
        epoch, rate, train, test, trainSeconds, waitingSeconds, testSeconds, numbers);
  }

  /** Share of the time of the steps that was spent on waiting for batches, from 0 to 1. */
  public double waiting() {
    return trainSeconds > 0 ? waitingSeconds / trainSeconds : 0;
  }

  /** Training examples per second. */
  public double imagesPerSecond() {
    return trainSeconds > 0 ? train.n() / trainSeconds : 0;
  }

  /** One line of the events; {@link #fromJson} reads it back to an equal value. */
  public JsonObject toJson() {
    return JsonObject.empty()
        .with("epoch", epoch)
        .with("rate", rate)
        .with("train", train.toJson())
        .with("test", test.toJson())
        .with("train_seconds", trainSeconds)
        .with("waiting_seconds", waitingSeconds)
        .with("test_seconds", testSeconds)
        .with("images_per_second", imagesPerSecond())
        .with("logged", JsonNumbers.write(logged));
  }

  /**
   * Reads a line of the events.
   *
   * @throws fovea.format.FormatException if it is none
   */
  public static EpochReport fromJson(JsonObject json) {
    return new EpochReport(
        Math.toIntExact(json.integer("epoch")),
        json.real("rate"),
        Score.fromJson(json.object("train")),
        Score.fromJson(json.object("test")),
        json.real("train_seconds"),
        json.real("waiting_seconds"),
        json.real("test_seconds"),
        JsonNumbers.read(json.object("logged")));
  }
}
