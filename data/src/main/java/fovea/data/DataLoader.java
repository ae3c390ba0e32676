package fovea.data;

import fovea.data.pixels.DataException;

/**
 * Cuts a data set into batches, as PyTorch's DataLoader does. The order depends on seed and epoch
 * alone, so that a run can be repeated and resumed.
 *
 * @param data the examples
 * @param batchSize examples in a batch; what remains makes a last, smaller one
 * @param shuffled whether every epoch has its own order, or all that of the data set
 * @param seed decides orders, and what readers draw at random
 */
public record DataLoader(DataSet data, int batchSize, boolean shuffled, long seed) {

  /**
   * Checks the sizes.
   *
   * @throws DataException if the batch size is below 1, or the data set empty
   */
  public DataLoader {
    if (batchSize < 1) {
      throw new DataException(
          "batch size", "expected at least 1, found " + batchSize, "Give another one");
    }
    if (data.size() == 0) {
      throw new DataException(
          data.name(), "expected examples, found none", "Give a data set that is not empty");
    }
  }

  /** Batches in the order of the data set. */
  public DataLoader(DataSet data, int batchSize) {
    this(data, batchSize, false, 0);
  }

  /**
   * Batches of labelled pictures, in their order.
   *
   * @throws DataException if the pictures do not fit the preprocessing, the batch size is below 1,
   *     or there are no pictures
   */
  public DataLoader(PictureSet pictures, Preprocessing preprocessing, int batchSize) {
    this(pictures.prepared(preprocessing), batchSize);
  }

  /** The same in another random order for every epoch. */
  public DataLoader shuffle(long seed) {
    return new DataLoader(data, batchSize, true, seed);
  }

  /** Number of batches in an epoch, the smaller last one included. */
  public int count() {
    return Math.ceilDiv(data.size(), batchSize);
  }

  /** Starts a thread that assembles batches ahead of their use; close it when done. */
  public BatchPrefetcher open() {
    return new BatchPrefetcher(this);
  }
}
