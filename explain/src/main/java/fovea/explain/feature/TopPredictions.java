package fovea.explain.feature;

import fovea.hub.Prediction;
import fovea.hub.PredictionKind;
import fovea.hub.Predictions;
import java.util.List;
import java.util.Set;

/**
 * What a model takes a picture for, and what it shows.
 *
 * @param predictions the likeliest classes, the likeliest first
 * @param truth indices of the classes that it shows; none where that is not known
 */
public record TopPredictions(Predictions predictions, Set<Integer> truth) {

  /** Copies the set. */
  public TopPredictions {
    truth = Set.copyOf(truth);
  }

  /** Those of a picture of which nothing is known. */
  public TopPredictions(Predictions predictions) {
    this(predictions, Set.of());
  }

  /** The same for a picture of the class {@code index}. */
  public TopPredictions truth(int index) {
    return new TopPredictions(predictions, Set.of(index));
  }

  /** Whether a prediction is one that the picture is known to show. */
  public boolean isTrue(Prediction prediction) {
    return truth.contains(prediction.index());
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
