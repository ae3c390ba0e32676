package fovea.hub;

import fovea.train.TrainCallback;

/**
 * Hears what happens in a fine-tuning; all methods do nothing unless they are overridden. Those of
 * {@link TrainCallback} tell of the part in which more than the head learns.
 */
public interface FineTuneCallback extends TrainCallback {

  /** One that hears nothing. */
  static FineTuneCallback none() {
    return new FineTuneCallback() {};
  }

  /** One more of the photos to learn from is decoded or skipped. */
  default void learningPhotos(int done, int total) {}

  /** One more of the photos to be judged by is decoded or skipped. */
  default void judgingPhotos(int done, int total) {}

  /** The features of some more photos are computed, from which the head learns. */
  default void features(long done, long total) {}
}
