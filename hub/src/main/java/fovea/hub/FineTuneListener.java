package fovea.hub;

import fovea.train.TrainListener;

/**
 * Hears what happens in a fine-tuning; all methods do nothing unless they are overridden. Those of
 * {@link TrainListener} tell of the part in which more than the head learns.
 */
public interface FineTuneListener extends TrainListener {

  /** A listener that hears nothing. */
  static FineTuneListener none() {
    return new FineTuneListener() {};
  }

  /** One more of the photos to learn from is decoded or skipped. */
  default void learningPhotos(int done, int total) {}

  /** One more of the photos to be judged by is decoded or skipped. */
  default void judgingPhotos(int done, int total) {}

  /** The features of some more photos are computed, from which the head learns. */
  default void features(long done, long total) {}
}
