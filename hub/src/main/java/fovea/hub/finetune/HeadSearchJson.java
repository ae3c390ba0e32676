package fovea.hub.finetune;

import fovea.format.JsonArray;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.train.head.PenaltySearch;

/** How the penalty of a head was chosen, in a file. */
final class HeadSearchJson {

  private static final String STRENGTH = "strength";
  private static final String LOSS = "loss";
  private static final String TRIALS = "trials";

  private HeadSearchJson() {}

  static JsonObject write(PenaltySearch.Result search) {
    return JsonObject.empty()
        .with(STRENGTH, search.strength())
        .with(
            TRIALS,
            new JsonArray(
                search.trials().stream()
                    .<JsonValue>map(
                        trial ->
                            JsonObject.empty()
                                .with(STRENGTH, trial.strength())
                                .with(LOSS, JsonNumber.orNull(trial.loss())))
                    .toList()));
  }

  /**
   * Reads it.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   */
  static PenaltySearch.Result read(JsonObject json) {
    return new PenaltySearch.Result(
        json.real(STRENGTH),
        json.array(TRIALS).objects().stream()
            .map(trial -> new PenaltySearch.Trial(trial.real(STRENGTH), trial.real(LOSS)))
            .toList());
  }
}
