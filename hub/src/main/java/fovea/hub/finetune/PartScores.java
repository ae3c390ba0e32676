package fovea.hub.finetune;

import fovea.data.split.DataPart;
import fovea.train.metric.Evaluation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How a model does on photos that it has not learned from.
 *
 * @param baseline on the validation photos, when its head alone had learned
 * @param held at the end on parts other than the validation photos, those of the test for the first
 *     time; none if the training was stopped
 */
public record PartScores(Evaluation baseline, Map<DataPart, Evaluation> held) {

  /** Copies the map. */
  public PartScores {
    var copy = new EnumMap<DataPart, Evaluation>(DataPart.class);
    copy.putAll(held);
    held = Collections.unmodifiableMap(copy);
  }
}
