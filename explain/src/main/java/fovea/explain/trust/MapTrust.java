package fovea.explain.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How far one map can be trusted.
 *
 * @param blank whether the map is the same everywhere, so that there is nothing to trust
 * @param gap by how much the map does not add up to the score, as a share; empty where the method
 *     does not say
 * @param randomized absolute rank correlation of the sizes in the map with those once all
 *     parameters are random; empty where that would cost too much
 * @param occlusion rank correlation with a coarse map of occlusion; empty for occlusion itself
 */
public record MapTrust(
    boolean blank, OptionalDouble gap, OptionalDouble randomized, OptionalDouble occlusion) {

  /**
   * A map that stays alike with random weights tells nothing of them (Adebayo et al. 2018); that
   * half is much is our choice.
   */
  public static final double MOST_RANDOMIZED = 0.5;

  /** Integrated gradients should add up within so much (Sundararajan et al. 2017). */
  public static final double MOST_GAP = 0.05;

  /**
   * What one of twenty random maps of 49 independent places exceeds: 1.645 / √48, the normal
   * approximation of Spearman's rank correlation.
   */
  public static final double LEAST_OCCLUSION = 0.24;

  /** Why it is not to be trusted; empty if nothing speaks against it. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (!blank && gap.isPresent() && !(gap.getAsDouble() <= MOST_GAP)) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "does not add up to the score (gap %.1f %%; up to %.0f %% expected)",
              100 * gap.getAsDouble(),
              100 * MOST_GAP));
    }
    if (!blank && randomized.isPresent() && !(randomized.getAsDouble() <= MOST_RANDOMIZED)) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "hardly changes when all weights are random (%.2f; below %.1f expected)",
              randomized.getAsDouble(),
              MOST_RANDOMIZED));
    }
    return reasons;
  }

  /** One line for people, without the name of the method. */
  public String line() {
    if (blank) {
      return "nothing to trust: the map is the same everywhere";
    }
    List<String> reasons = reasons();
    if (!reasons.isEmpty()) {
      return "do not trust: " + String.join(", ", reasons);
    }
    List<String> parts = new ArrayList<>();
    gap.ifPresent(
        value -> parts.add(String.format(Locale.ROOT, "completeness gap %.1f %%", 100 * value)));
    parts.add(
        randomized.isPresent()
            ? String.format(
                Locale.ROOT,
                "changes with the weights (rank correlation %.2f)",
                randomized.getAsDouble())
            : "not tried with random weights, which would take too long");
    occlusion.ifPresent(
        value ->
            parts.add(
                String.format(
                    Locale.ROOT,
                    value < LEAST_OCCLUSION
                        ? "agrees with occlusion no more than a random map may (%.2f)"
                        : "agrees with occlusion (%.2f)",
                    value)));
    return String.join(", ", parts);
  }
}
