package fovea.app.train;

import fovea.data.split.DataPart;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.train.metric.Evaluation;
import fovea.train.metric.Metric;
import fovea.train.metric.Score;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How a model did in the end on parts of the data that nothing was chosen by.
 *
 * @param byPart what it did on each
 */
public record HeldScores(Map<DataPart, Evaluation> byPart) {

  /** Copies the map. */
  public HeldScores {
    Map<DataPart, Evaluation> copy = new EnumMap<>(DataPart.class);
    copy.putAll(byPart);
    byPart = Collections.unmodifiableMap(copy);
  }

  /** Nothing was looked at. */
  static HeldScores none() {
    return new HeldScores(Map.of());
  }

  /** What it did on a part. */
  Optional<Evaluation> find(DataPart part) {
    return Optional.ofNullable(byPart.get(part));
  }

  /** As the record of the run has them. */
  Map<DataPart, Score> scores() {
    Map<DataPart, Score> scores = new EnumMap<>(DataPart.class);
    byPart.forEach((part, evaluation) -> scores.put(part, score(evaluation)));
    return scores;
  }

  /** What runs are compared by. */
  private static Score score(Evaluation evaluation) {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>(evaluation.score().metrics());
    if (metrics.containsKey(Metric.ACCURACY)) {
      metrics.keySet().retainAll(List.of(Metric.ACCURACY));
    }
    return new Score(evaluation.loss(), metrics, evaluation.n());
  }

  /**
   * For programs.
   *
   * @param measure name of the metric that they are judged by
   */
  public JsonObject toJson(String measure) {
    JsonObject parts = JsonObject.empty();
    for (var score : byPart.entrySet()) {
      parts =
          parts.with(
              score.getKey().key(),
              JsonObject.empty()
                  .with("n", score.getValue().n())
                  .with(measure, JsonNumber.orNull(score.getValue().metric(measure)))
                  .with("loss", JsonNumber.orNull(score.getValue().loss())));
    }
    return parts;
  }
}
