package fovea.explain.feature;

import fovea.hub.Prediction;
import fovea.hub.PredictionKind;
import fovea.hub.Predictions;
import java.util.List;
import java.util.Map;

/**
 * What a model takes a picture for, and what it shows.
 *
 * @param predictions the likeliest classes, the likeliest first
 * @param truth the classes that it shows, names by index; none where that is not known
 */
public record TopPredictions(Predictions predictions, Map<Integer, String> truth) {

  /** Copies the map. */
  public TopPredictions {
    truth = Map.copyOf(truth);
  }

  /** Those of a picture of which nothing is known. */
  public TopPredictions(Predictions predictions) {
    this(predictions, Map.of());
  }

  /** The same for a picture of the class {@code index}. */
  public TopPredictions truth(int index, String name) {
    return new TopPredictions(predictions, Map.of(index, name));
  }

  /** Whether a prediction is one that the picture is known to show. */
  public boolean isTrue(Prediction prediction) {
    return truth.containsKey(prediction.index());
  }

  /** Whether it is known what the picture shows, and none of the predictions names it. */
  public boolean missesTruth() {
    return !truth.isEmpty() && predictions.predictions().stream().noneMatch(this::isTrue);
  }

  /** Whether the probabilities of all classes add up to 1. */
  public boolean addUp() {
    return predictions.kind() != PredictionKind.MULTI_LABEL;
  }

  /** The likeliest class first. */
  public List<Prediction> list() {
    return predictions.predictions();
  }
}
