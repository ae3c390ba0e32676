package fovea.explain.relevance;

import fovea.graph.type.FoveaException;
import java.util.Locale;

/**
 * How a linear layer hands the relevance of each of its results back to the terms that the result
 * is the sum of: in proportion to the terms, of which positive and negative ones may count
 * differently. The bias is a term, too, and keeps its share.
 *
 * @param above how much terms count where the result is 0 or above
 * @param below how much they count where it is below 0
 * @param epsilon keeps what is divided by from 0: is added to its size where both count the same,
 *     else it is the least size
 */
public record SharingRule(Factors above, Factors below, double epsilon) {
  private static final double TINY = 1e-20;
  private static final Factors EQUAL = new Factors(1, 1);

  /**
   * How much positive and negative terms count; it is their ratio that matters.
   *
   * @param positive factor of terms above 0
   * @param negative factor of terms below 0
   */
  public record Factors(double positive, double negative) {

    /** What is positive counts as what is negative did. */
    Factors swapped() {
      return new Factors(/* positive= */ negative, /* negative= */ positive);
    }

    /** Whether both count the same. */
    boolean equal() {
      return positive == negative;
    }
  }

  /**
   * Checks that what is divided by is never 0.
   *
   * @throws FoveaException if {@code epsilon} is not above 0
   */
  public SharingRule {
    if (!(epsilon > 0)) {
      throw FoveaException.here(
          String.format(Locale.ROOT, "relevance with epsilon %s", epsilon),
          "use one above 0, say 1e-6");
    }
  }

  /** Whether the sign of the result does not matter. */
  boolean regardlessOfSign() {
    return above.equals(below);
  }

  /**
   * The epsilon rule (Bach et al. 2015): all terms count the same.
   *
   * @param epsilon such as 1e-6; a large one leaves out what cancels out
   */
  public static SharingRule epsilon(double epsilon) {
    return new SharingRule(EQUAL, EQUAL, epsilon);
  }

  /**
   * The gamma rule (Montavon et al. 2019, for inputs and results of any sign): terms of the sign of
   * the result count {@code 1 + gamma} times.
   *
   * @param gamma such as 0.25; 0 is the epsilon rule, a very large one the z⁺ rule
   */
  public static SharingRule gamma(double gamma) {
    if (!(gamma >= 0)) {
      throw FoveaException.here(
          String.format(Locale.ROOT, "relevance with gamma %s", gamma), "use 0 or more, say 0.25");
    }
    return new SharingRule(new Factors(1, 1 / (1 + gamma)), new Factors(1, 1 + gamma), TINY);
  }

  /**
   * The z⁺ rule (Montavon et al. 2017), the gamma rule with an endless gamma: only terms of the
   * sign of the result count. Of layers that a ReLU follows, whose results below 0 have no
   * relevance, that is alpha-beta with alpha 1 and beta 0 (Bach et al. 2015). What is handed back
   * has the sign of the score.
   */
  public static SharingRule zPlus() {
    return new SharingRule(new Factors(1, 0), new Factors(0, 1), TINY);
  }
}
