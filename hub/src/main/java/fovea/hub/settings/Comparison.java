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

  /** Fewer labelled photos decide nothing. */
  private static final int FEWEST = 64;

  /** So many labelled photos are tried first, then twice as many, and so on. */
  private static final int FIRST = 128;

  /** From so many photos on, what is not clear and not even likely is given up. */
  private static final int ENOUGH = 512;

  private static final double HOPELESS = 1;

  /** Share of the mismatch by which candidates must differ, or labels tell nothing either. */
  private static final double NO_DIFFERENCE = 0.1;

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
    if (trials.hasNorms(tried.getFirst().candidate())) {
      List<Tried> ordered = bestOfEachValue(name, Comparator.comparingDouble(this::mismatch));
      return byStatistics(name, ordered).or(() -> byLabels(name, telling(ordered)));
    }
    return byLabels(name, bestOfEachValue(name, Comparator.comparingDouble(_ -> 0)));
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

  /** All of them, unless the two best are as good as the same. */
  private List<Tried> telling(List<Tried> ordered) {
    NormStatistics best = trials.statistics(ordered.getFirst().candidate());
    NormStatistics other = trials.statistics(ordered.get(1).candidate());
    return best.distance(other) < NO_DIFFERENCE * best.mismatch() ? List.of() : ordered;
  }

  private Optional<Won> byLabels(String name, List<Tried> values) {
    if (!trials.labelled() || values.isEmpty()) {
      return Optional.empty();
    }
    int most = trials.most(values.getFirst().candidate());
    if (most < FEWEST) {
      return Optional.empty();
    }
    for (int count = Math.min(FIRST, most); ; count = Math.min(2 * count, most)) {
      int photos = count;
      List<Scored> ordered =
          values.stream()
              .map(one -> new Scored(one, trials.scores(one.candidate(), photos)))
              .sorted(Comparator.comparingDouble(one -> one.scores().loss()))
              .toList();
      LabelScores best = ordered.getFirst().scores();
      LabelScores other = ordered.get(1).scores();
      double advantage = best.advantage(other);
      if (advantage > LABEL_MARGIN && best.accuracy() >= other.accuracy()) {
        Tried first = ordered.getFirst().tried();
        return Optional.of(won(name, first, Basis.LABELS, labelText(best, other)));
      }
      if (photos == most || (photos >= ENOUGH && advantage < HOPELESS)) {
        return Optional.empty();
      }
    }
  }

  /** What was tried, and how its labels were recognized. */
  private record Scored(Tried tried, LabelScores scores) {}

  private String labelText(LabelScores best, LabelScores other) {
    return String.format(
        Locale.ROOT,
        "tried on %d labelled photos%s, %.1f %% against %.1f %%",
        best.losses().size(),
        trials.photos().use() == TrialPhotos.Use.CLASSES ? " of those that it is judged by" : "",
        100 * best.accuracy(),
        100 * other.accuracy());
  }

  private static Won won(String name, Tried best, Basis basis, String reason) {
    return new Won(best.variant().value(name), new Decision(basis, reason));
  }
}
