package fovea.concept;

import java.util.List;
import java.util.Locale;

/**
 * How much a class uses a concept, by what a layer makes of them.
 *
 * @param concept name of the concept
 * @param layer path of the layer
 * @param label name of the class
 * @param scores TCAV score of each trial: the share of pictures of the class whose logit rises
 *     towards the concept
 * @param random the same, where random pictures stand in for those of the concept
 * @param p how likely means differ at least so much by chance: Welch's t-test, two-sided
 * @param level what {@code p} must be below, by Bonferroni's correction for all that was tested
 * @param accuracy share of pictures, of concept and random ones that a vector was not made from,
 *     that are on the right side of it; 0.5 is chance
 */
public record ConceptScore(
    String concept,
    String layer,
    String label,
    List<Double> scores,
    List<Double> random,
    double p,
    double level,
    double accuracy) {

  /** A vector that does no better than this says nothing. */
  private static final double NEAR_CHANCE = 0.6;

  /** Copies the lists. */
  public ConceptScore {
    scores = List.copyOf(scores);
    random = List.copyOf(random);
  }

  /** Mean of the scores. */
  public double mean() {
    return mean(scores);
  }

  /** Standard deviation of the scores. */
  public double deviation() {
    return deviation(scores);
  }

  /** Mean of the scores of random pictures. */
  public double randomMean() {
    return mean(random);
  }

  /** Standard deviation of the scores of random pictures. */
  public double randomDeviation() {
    return deviation(random);
  }

  /** Whether the scores differ from those of random pictures at the corrected level. */
  public boolean isSignificant() {
    return p < level;
  }

  /** Whether the layer tells the concept from random pictures at all. */
  public boolean isSeen() {
    return accuracy >= NEAR_CHANCE;
  }

  /** What that means, in words. */
  public String verdict() {
    if (!isSeen()) {
      return String.format(
          Locale.ROOT,
          "says nothing: the layer does not tell %s from random pictures (accuracy %.0f %%)",
          concept,
          100 * accuracy);
    }
    if (!isSignificant()) {
      return "no evidence that %s uses %s".formatted(label, concept);
    }
    return (mean() > randomMean() ? "%s speaks for %s" : "%s speaks against %s")
        .formatted(concept, label);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static double deviation(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.size() - 1));
  }
}
