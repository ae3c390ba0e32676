package fovea.app.train;

import fovea.data.split.DataPart;
import fovea.train.EpochReport;
import fovea.train.TrainingResult;
import java.util.Optional;

/**
 * What a training has brought.
 *
 * @param fit its epochs
 * @param judge the part that these were judged by
 * @param held scores on the other parts
 * @param views accuracy on the test pictures by views of them
 */
record TrainingOutcome(
    TrainingResult fit, DataPart judge, HeldScores held, Optional<ViewsAccuracy> views) {

  /** The accuracy on a part, of the last epoch or of the end. */
  Optional<Double> accuracy(DataPart part) {
    return part == judge
        ? fit.last().map(EpochReport::test).map(score -> score.accuracy())
        : held.find(part).map(evaluation -> evaluation.accuracy());
  }
}
