package fovea.hub.settings;

import fovea.hub.settings.OpenSetting.Basis;
import fovea.hub.settings.OpenSetting.Decision;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the best candidate with the best of those that have another value of a setting: by the
 * statistics of norms and, where these do not tell, by labels.
 */
final class Comparison {

  /** Standard errors by which labels must speak for a value. */
  private static final double LABEL_MARGIN = 3;

  /** Where statistics differ by a smaller share, labels would not differ at all. */
  private static final double NO_DIFFERENCE = 0.03;

  private final List<Tried> tried;
  private final Trials trials;

  Comparison(List<Tried> tried, Trials trials) {
    this.tried = tried;
    this.trials = trials;
  }

  /** A value that is clearly better than all others, and why. */
  record Won(String value, Decision decision) {}

  /** The value of {@code name} that is clearly the best, if one is. */
  Optional<Won> best(String name) {
    if (hasNorms()) {
      List<Tried> ordered = bestOfEachValue(name, Comparator.comparingDouble(this::mismatch));
      return byStatistics(name, ordered).or(() -> byLabels(name, telling(ordered)));
    }
    return byLabels(name, bestOfEachValue(name, Comparator.comparingDouble(_ -> 0)));
  }

  private boolean hasNorms() {
    return !trials.statistics(tried.getFirst().candidate()).norms().isEmpty();
  }

  private double mismatch(Tried one) {
    return trials.statistics(one.candidate()).mismatch();
  }

  /** For each value of a setting the candidate that is first in an order, the first value first. */
  private List<Tried> bestOfEachValue(String name, Comparator<Tried> order) {
    Map<String, Tried> best = new LinkedHashMap<>();
    tried.stream().sorted(order).forEach(one -> best.putIfAbsent(one.variant().value(name), one));
    return List.copyOf(best.values());
  }

  private Optional<Won> byStatistics(String name, List<Tried> ordered) {
    NormStatistics best = trials.statistics(ordered.getFirst().candidate());
    NormStatistics other = trials.statistics(ordered.get(1).candidate());
    return best.fitsBetter(other)
        ? Optional.of(
            won(
                name,
                ordered.getFirst(),
                Basis.STATISTICS,
                String.format(
                    Locale.ROOT,
                    "by the statistics of %d norms over %d photos, %.3f against %.3f",
                    best.norms().size(),
                    best.photos(),
                    best.mismatch(),
                    other.mismatch())))
        : Optional.empty();
  }

  /** All of them, unless their statistics are as good as the same. */
  private List<Tried> telling(List<Tried> ordered) {
    double least = mismatch(ordered.getFirst());
    return mismatch(ordered.get(1)) < (1 + NO_DIFFERENCE) * least ? List.of() : ordered;
  }

  private Optional<Won> byLabels(String name, List<Tried> values) {
    if (!trials.labelled() || values.isEmpty()) {
      return Optional.empty();
    }
    List<Tried> ordered =
        values.stream()
            .sorted(Comparator.comparingDouble(one -> trials.scores(one.candidate()).loss()))
            .toList();
    LabelScores best = trials.scores(ordered.getFirst().candidate());
    LabelScores other = trials.scores(ordered.get(1).candidate());
    boolean clear =
        best.advantage(other) > LABEL_MARGIN && best.accuracy() >= other.accuracy();
    return clear
        ? Optional.of(
            won(
                name,
                ordered.getFirst(),
                Basis.LABELS,
                String.format(
                    Locale.ROOT,
                    "tried on %d labelled photos%s, %.1f %% against %.1f %%",
                    best.losses().size(),
                    trials.photos().use() == TrialPhotos.Use.CLASSES
                        ? " out of those that it is judged by"
                        : "",
                    100 * best.accuracy(),
                    100 * other.accuracy())))
        : Optional.empty();
  }

  private static Won won(String name, Tried best, Basis basis, String reason) {
    return new Won(best.variant().value(name), new Decision(basis, reason));
  }
}
