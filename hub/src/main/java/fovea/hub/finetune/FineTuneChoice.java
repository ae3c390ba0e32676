package fovea.hub.finetune;

import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.model.ModelCard;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which weights are kept as the model, and why: those of the least loss on training photos that
 * were held out, of the baseline, the tuned network, and what lies between the two in a straight
 * line (Wortsman et al. 2022). The baseline is kept unless another one gains more than chance
 * would, and does not do worse by the figure that people look at.
 *
 * @param photos number of training photos that were held out
 * @param candidates the baseline first, the tuned network last; the baseline alone if nothing was
 *     tuned
 * @param kept the one that is kept
 */
public record FineTuneChoice(
    int photos, List<FineTuneCandidate> candidates, FineTuneCandidate kept) {

  /** Copies the list. */
  public FineTuneChoice {
    candidates = List.copyOf(candidates);
  }

  /**
   * Chooses.
   *
   * @param higherIsBetter of figures
   */
  static FineTuneChoice of(int photos, List<FineTuneCandidate> candidates, boolean higherIsBetter) {
    FineTuneCandidate baseline = candidates.getFirst();
    FineTuneCandidate best =
        candidates.stream()
            .filter(FineTuneCandidate::gains)
            .filter(
                each ->
                    higherIsBetter
                        ? each.figure() >= baseline.figure()
                        : each.figure() <= baseline.figure())
            .min(Comparator.comparingDouble(FineTuneCandidate::loss))
            .orElse(baseline);
    return new FineTuneChoice(photos, candidates, best);
  }

  /** Whether the model is the one whose head alone has learned. */
  public boolean isBaseline() {
    return kept.share() == 0;
  }

  /** Whether the model is the network as it is after the last step of tuning. */
  public boolean isTuned() {
    return kept.share() == 1;
  }

  /** The card of the model that is kept, which says so. */
  ModelCard addTo(ModelCard card) {
    return new ModelCard(
        card.blueprint(),
        card.classes(),
        card.pictureInput(),
        card.provenance().with("kept", toJson()),
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
        .with("kept", name())
        .with("why", sentence())
        .with("photos", photos)
        .with(
            "candidates",
            new JsonArray(candidates.stream().<JsonValue>map(FineTuneCandidate::toJson).toList()));
  }
}
