package fovea.hub.finetune;

import fovea.data.split.DataPart;
import fovea.train.TrainCallback;
import fovea.train.head.PenaltySearch;
import fovea.train.metric.Evaluation;

/**
 * Is notified of the events of a fine-tuning; all methods do nothing unless they are overridden.
 * Those of {@link TrainCallback} tell of the part in which more than the head learns.
 */
public interface FineTuneCallback extends TrainCallback {

  /** One that hears nothing. */
  static FineTuneCallback none() {
    return new FineTuneCallback() {};
  }

  /** One more of the training photos is decoded or skipped. */
  default void trainingPhotos(int done, int total) {}

  /** One more of the photos of a part that is held back is decoded or skipped. */
  default void heldPhotos(DataPart part, int done, int total) {}

  /** The features of some more photos are computed, from which the head learns. */
  default void features(long done, long total) {}

  /**
   * The head has learned.
   *
   * @param search by which the strength of its penalty was chosen
   * @param baseline how the network does with it on the validation photos
   */
  default void headLearned(PenaltySearch.Result search, Evaluation baseline) {}
}
