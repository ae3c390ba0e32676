package fovea.hub;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a picture shows.
 *
 * @param kind how they are to be read: one of several classes, or labels of which each is there or
 *     not
 * @param predictions the most likely classes or labels, the most likely first
 * @param steps what was done to the picture before, in words, such as {@code "inverted: dark on
 *     light"}
 * @param warnings what is wrong with its file, a clause each
 */
public record Predictions(
    PredictionKind kind, List<Prediction> predictions, List<String> steps, List<String> warnings) {

  /** Copies the lists. */
  public Predictions {
    predictions = List.copyOf(predictions);
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  /** The likeliest class. */
  public Prediction best() {
    return predictions.getFirst();
  }

  /** The predictions, a line each. */
  @Override
  public String toString() {
    return predictions.stream().map(Prediction::toString).collect(Collectors.joining("\n"));
  }
}
