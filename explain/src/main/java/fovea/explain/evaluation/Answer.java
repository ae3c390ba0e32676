package fovea.explain.evaluation;

import fovea.graph.type.FoveaException;

/**
 * What a model says of one picture whose class is known.
 *
 * @param picture its index in the data set
 * @param truth its class
 * @param predicted the likeliest class
 * @param confidence probability of the predicted class
 * @param truthProbability probability of the true class
 * @param rank of the true class, 1 being the likeliest
 * @param entropy of all probabilities, in bits: 0 if the model is sure
 */
public record Answer(
    int picture,
    int truth,
    int predicted,
    double confidence,
    double truthProbability,
    int rank,
    double entropy) {

  /**
   * The answer with these probabilities of all classes; of equally likely classes, the one of the
   * smaller index is the likelier.
   *
   * @throws FoveaException if there is no class {@code truth}
   */
  public static Answer of(int picture, int truth, double... probabilities) {
    if (truth < 0 || truth >= probabilities.length) {
      throw FoveaException.here(
          "expected a class from 0 to " + (probabilities.length - 1) + ", found " + truth,
          "give the class of the picture");
    }
    int best = 0;
    int rank = 1;
    double entropy = 0;
    double own = probabilities[truth];
    for (int i = 0; i < probabilities.length; i++) {
      double probability = probabilities[i];
      best = probability > probabilities[best] ? i : best;
      rank += probability > own || (probability == own && i < truth) ? 1 : 0;
      entropy -= probability > 0 ? probability * Math.log(probability) / Math.log(2) : 0;
    }
    return new Answer(picture, truth, best, probabilities[best], own, rank, Math.max(0, entropy));
  }

  /** Whether the predicted class is the true one. */
  public boolean isCorrect() {
    return predicted == truth;
  }
}
