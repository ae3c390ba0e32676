package fovea.hub.finetune;

import fovea.data.split.DataPart;
import fovea.train.metric.Evaluation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a model does on photos that it has not learned from.
 *
 * @param baseline on the validation photos, when its head alone had learned
 * @param tuned on the validation photos, after the last step of tuning; nothing if there was none,
 *     or the training was stopped
 * @param kept on the validation photos, of the model that is kept; the baseline's if the training
 *     was stopped
 * @param held of the model that is kept, on parts other than the validation photos, those of the
 *     test for the first time; none if the training was stopped
 */
public record PartScores(
    Evaluation baseline,
    Optional<Evaluation> tuned,
    Evaluation kept,
    Map<DataPart, Evaluation> held) {

  /** Copies the map. */
  public PartScores {
    var copy = new EnumMap<DataPart, Evaluation>(DataPart.class);
    copy.putAll(held);
    held = Collections.unmodifiableMap(copy);
  }
}
