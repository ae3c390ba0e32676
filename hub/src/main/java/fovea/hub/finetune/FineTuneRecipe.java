package fovea.hub.finetune;

import fovea.data.photo.PhotoFolders;
import java.util.Locale;

/**
 * How much is done to make a model fit photos, where nobody says otherwise. A recipe decides
 * whether more than the head learns, and for how many epochs; what is kept in the end is chosen in
 * the same way by all.
 */
public enum FineTuneRecipe {
  /** The head alone learns, from features that are computed once: seconds. */
  QUICK,
  /** The rest is tuned for some epochs as well: minutes. */
  STANDARD,
  /** The same with three times the epochs. */
  BEST;

  /** With fewer photos a class, tuning all layers mostly does harm. */
  private static final int LEAST_PER_CLASS = 10;

  private static final int MOST_EPOCHS = 10;
  private static final int LEAST_EPOCHS = 3;

  /** Photos that are seen in all epochs together, while there are not so many that each is seen. */
  private static final int SEEN = 2400;

  private static final int LONGER = 3;

  /**
   * Whether more than the head is worth learning.
   *
   * @param photos for training
   * @param classes of them, or labels, or numbers
   */
  public boolean tunes(int photos, int classes) {
    return this != QUICK && photos >= LEAST_PER_CLASS * Math.max(2, classes);
  }

  /** Number of epochs for so many training photos: more for few. */
  public int epochs(int photos) {
    int epochs = Math.clamp(Math.round((double) SEEN / photos), LEAST_EPOCHS, MOST_EPOCHS);
    return this == BEST ? LONGER * epochs : epochs;
  }

  /** Number of epochs for the training photos of a user; 0 if the head alone is to learn. */
  public int epochs(PhotoFolders photos) {
    int count = photos.train().photos().size();
    return tunes(count, TargetTask.outputs(photos)) ? epochs(count) : 0;
  }

  /** By name, as on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
