package fovea.hub.finetune;

import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.model.ModelCard;
import fovea.train.metric.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which weights are kept as the model, and why: those of the least loss on training photos that
 * were held out, of the baseline, the tuned network, and what lies between the two in a straight
 * line (Wortsman et al. 2022). The baseline is kept unless another one gains more than chance
 * would, and does not do worse by the figure that people look at.
 *
 * @param measure name of the metric that candidates have as their figure, such as {@code accuracy}
 * @param photos number of training photos that were held out
 * @param candidates the baseline first, the tuned network last; the baseline alone if nothing was
 *     tuned
 * @param kept the one that is kept
 */
public record FineTuneChoice(
    String measure, int photos, List<FineTuneCandidate> candidates, FineTuneCandidate kept) {

  private static final String KEPT = "kept";

  /** Copies the list. */
  public FineTuneChoice {
    candidates = List.copyOf(candidates);
  }

  /** Chooses by the losses on {@code photos}, and by the figures, which are those of a metric. */
  static FineTuneChoice of(Metric measure, int photos, List<FineTuneCandidate> candidates) {
    FineTuneCandidate baseline = candidates.getFirst();
    FineTuneCandidate best =
        candidates.stream()
            .filter(FineTuneCandidate::gains)
            .filter(
                each ->
                    measure.higherIsBetter()
                        ? each.figure() >= baseline.figure()
                        : each.figure() <= baseline.figure())
            .min(Comparator.comparingDouble(FineTuneCandidate::loss))
            .orElse(baseline);
    return new FineTuneChoice(measure.name(), photos, candidates, best);
  }

  /** Whether the model is the one whose head alone has learned. */
  public boolean isBaseline() {
    return kept.share() == 0;
  }

  /** Whether the model is the network as it is after the last step of tuning. */
  public boolean isTuned() {
    return kept.share() == 1;
  }

  /**
   * What the card of a model says of how it was chosen; empty for one that was not.
   *
   * @throws FormatException if what it says cannot be read
   */
  public static Optional<FineTuneChoice> find(ModelCard card) {
    return card.provenance()
        .find(KEPT)
        .map(_ -> fromJson(card.provenance().object(KEPT)))
        .filter(choice -> !choice.candidates().isEmpty());
  }

  private static FineTuneChoice fromJson(JsonObject json) {
    List<FineTuneCandidate> candidates =
        json.array("candidates").objects().stream().map(FineTuneCandidate::fromJson).toList();
    double share = json.real("kept_share");
    FineTuneCandidate kept =
        candidates.stream()
            .filter(candidate -> candidate.share() == share)
            .findFirst()
            .orElseThrow(
                () ->
                    new FormatException(
                        "kept_share",
                        "expected the share of a candidate, found " + share,
                        "Correct it"));
    return new FineTuneChoice(
        json.string("measure"), Math.toIntExact(json.integer("photos")), candidates, kept);
  }

  /** The card of the model that is kept, which says so. */
  ModelCard addTo(ModelCard card) {
    return new ModelCard(
        card.blueprint(),
        card.classes(),
        card.pictureInput(),
        card.provenance().with(KEPT, toJson()),
        isBaseline() ? card.untrained() : List.of());
  }

  /** What is kept, in words. */
  public String name() {
    return isBaseline()
        ? "the baseline"
        : isTuned()
            ? "the tuned network"
            : String.format(
                Locale.ROOT,
                "%.0f %% of the way from baseline to tuned network",
                100 * kept.share());
  }

  /** What is kept and why, without full stop. */
  public String sentence() {
    FineTuneCandidate baseline = candidates.getFirst();
    if (candidates.size() == 1) {
      return "kept: the baseline";
    }
    String on = String.format(Locale.ROOT, "on %,d held-out training photos", photos);
    if (!isBaseline()) {
      return String.format(
          Locale.ROOT,
          "kept: %s%s %s the loss is %.4f against %.4f of the baseline",
          name(),
          kept.gains() ? ", because" : ";",
          on,
          kept.loss(),
          baseline.loss());
    }
    FineTuneCandidate best =
        candidates.stream()
            .skip(1)
            .min(Comparator.comparingDouble(FineTuneCandidate::loss))
            .orElse(baseline);
    return String.format(
        Locale.ROOT,
        "kept: the baseline, because %s tuning gains no more than chance would: the loss is %.4f"
            + " at best, %.4f of the baseline",
        on,
        best.loss(),
        baseline.loss());
  }

  /** For files. */
  public JsonObject toJson() {
    return JsonObject.empty()
        .with(KEPT, name())
        .with("kept_share", kept.share())
        .with("why", sentence())
        .with("measure", measure)
        .with("photos", photos)
        .with(
            "candidates",
            new JsonArray(candidates.stream().<JsonValue>map(FineTuneCandidate::toJson).toList()));
  }
}
