package fovea.data;

import java.util.List;

/**
 * How a data set is cut into batches. The order depends on seed and epoch alone, so that a run can
 * be repeated and resumed.
 *
 * @param data the pictures
 * @param preprocessing what is done to each
 * @param batchSize pictures in a batch; what remains makes a last, smaller one
 * @param shuffled whether every epoch has its own order, or all that of the data set
 * @param seed decides orders and augmentation
 * @param augments applied one after the other, before the preprocessing
 */
public record Batches(
    DataSet data,
    Preprocessing preprocessing,
    int batchSize,
    boolean shuffled,
    long seed,
    List<Augment> augments) {

  /**
   * Copies the list.
   *
   * @throws DataException if the batch size is below 1, the data set empty, or its pictures do not
   *     fit the preprocessing
   */
  public Batches {
    augments = List.copyOf(augments);
    if (batchSize < 1) {
      throw new DataException(
          "batch size", "expected at least 1, found " + batchSize, "Give another one");
    }
    if (data.size() == 0) {
      throw new DataException(
          data.name(), "expected pictures, found none", "Give a data set that is not empty");
    }
    if (!data.shape().equals(preprocessing.picture())) {
      throw new DataException(
          data.name(),
          "expected pictures %s, found %s".formatted(preprocessing.picture(), data.shape()),
          "Use the data set that the model was made for, or one of the same size");
    }
  }

  /** Batches in the order of the data set. */
  public Batches(DataSet data, Preprocessing preprocessing, int batchSize) {
    this(data, preprocessing, batchSize, false, 0, List.of());
  }

  /** The same in another random order for every epoch. */
  public Batches withShuffle(long seed) {
    return new Batches(data, preprocessing, batchSize, true, seed, augments);
  }

  /** The same with pictures changed at random. */
  public Batches withAugments(List<Augment> augments) {
    return new Batches(data, preprocessing, batchSize, shuffled, seed, augments);
  }

  /** Number of batches in an epoch, the smaller last one included. */
  public int count() {
    return Math.ceilDiv(data.size(), batchSize);
  }

  /** Starts a thread that assembles batches ahead of their use; close it when done. */
  public BatchFeed open() {
    return new BatchFeed(this);
  }
}
