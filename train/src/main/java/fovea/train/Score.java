package fovea.train;

import fovea.format.JsonObject;

/**
 * Mean loss and share of hits over some pictures.
 *
 * @param loss mean over the pictures
 * @param accuracy share of pictures that were recognized
 * @param n number of pictures; 0 where nothing was measured
 */
public record Score(double loss, double accuracy, long n) {

  /** Nothing was measured. */
  public static Score none() {
    return new Score(0, 0, 0);
  }

  /** The score of an evaluation. */
  public static Score of(Evaluation evaluation) {
    return new Score(evaluation.loss(), evaluation.accuracy(), evaluation.n());
  }

  /** Whether nothing was measured. */
  public boolean isNone() {
    return n == 0;
  }

  /** For events and checkpoints; {@link #fromJson} reads it back to an equal value. */
  JsonObject toJson() {
    return JsonObject.empty().with("loss", loss).with("accuracy", accuracy).with("n", n);
  }

  static Score fromJson(JsonObject json) {
    return new Score(json.real("loss"), json.real("accuracy"), json.integer("n"));
  }
}
