package fovea.data;

import fovea.data.batch.Assembly;
import fovea.data.batch.BatchAugment;
import fovea.data.batch.MixedBatch;
import fovea.data.batch.Schema;
import fovea.data.pixels.DataException;
import fovea.data.sampling.Sampling;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a data set into batches, as PyTorch's DataLoader does. Order and content of the batches
 * depend on the seed and the epoch alone, not on the number of threads that assemble them, so that
 * a run can be repeated and resumed.
 *
 * @param data the examples
 * @param batchSize examples in a batch; what remains makes a last, smaller one
 * @param sampling which examples make an epoch, and in which order
 * @param assembly seed, augmentations of batches, threads
 */
public record DataLoader(DataSet data, int batchSize, Sampling sampling, Assembly assembly) {

  /**
   * Checks that the parts fit each other.
   *
   * @throws DataException if the batch size is below 1, or the data set empty; or if the sampling
   *     or an augmentation of batches wants labels, weights or inputs that the data set does not
   *     have
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
    check(data, sampling);
    if (!assembly.augments().isEmpty()) {
      LabelReader.checkMixing(data, assembly.augments());
    }
  }

  /** Batches in the order of the data set. */
  public DataLoader(DataSet data, int batchSize) {
    this(data, batchSize, new Sampling.InOrder(), new Assembly());
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

  private static void check(DataSet data, Sampling sampling) {
    switch (sampling) {
      case Sampling.InOrder _, Sampling.Shuffled _, Sampling.Bootstrapped _ -> {}
      case Sampling.Balanced _ -> LabelReader.spec(data);
      case Sampling.Weighted(var weights) -> {
        if (weights.size() != data.size()) {
          throw new DataException(
              data.name(),
              String.format(
                  Locale.ROOT,
                  "expected %,d sampling weights, found %,d",
                  data.size(),
                  weights.size()),
              "Give one for each example");
        }
      }
    }
  }

  /** The same in another random order for every epoch. */
  public DataLoader shuffle(long seed) {
    return sampling(new Sampling.Shuffled()).seed(seed);
  }

  /**
   * The same with as many examples of each class in every epoch, in random order: {@link
   * Sampling.Balanced}.
   *
   * @throws DataException if the examples have not one label each
   */
  public DataLoader balance(long seed) {
    return sampling(new Sampling.Balanced()).seed(seed);
  }

  /**
   * The same with as many examples drawn with replacement, the same in every epoch, in random
   * order: {@link Sampling.Bootstrapped}.
   *
   * @param seed decides which are drawn
   */
  public DataLoader bootstrap(long seed) {
    return sampling(new Sampling.Bootstrapped()).seed(seed);
  }

  /**
   * The same with other examples in an epoch, or another order.
   *
   * @throws DataException if the data set has no labels or weights as the sampling wants them
   */
  public DataLoader sampling(Sampling sampling) {
    return new DataLoader(data, batchSize, sampling, assembly);
  }

  /** What decides orders, and what readers draw at random. */
  public long seed() {
    return assembly.seed();
  }

  /** The same with another seed. */
  public DataLoader seed(long seed) {
    return new DataLoader(data, batchSize, sampling, assembly.seed(seed));
  }

  /**
   * The same with the examples of each batch mixed, such as by {@code new Mixup(0.2)}; of several
   * augmentations, one is drawn for each batch. The batches have two targets more, the other class
   * and the share of each example's own: {@link MixedBatch}. For training, not for tests.
   *
   * @throws DataException if the examples have not one input of {@code f32} and one class, or an
   *     augmentation wants another input
   */
  public DataLoader augments(BatchAugment... augments) {
    return new DataLoader(data, batchSize, sampling, assembly.augments(List.of(augments)));
  }

  /** What a batch consists of, without the batch axis. */
  public Schema schema() {
    return assembly.augments().isEmpty() ? data.schema() : MixedBatch.schema(data.schema());
  }

  /**
   * The same, assembled ahead by so many threads instead of as many as the engine leaves free.
   *
   * @throws DataException if that is below 1 or above 1,024
   */
  public DataLoader threads(int threads) {
    return new DataLoader(data, batchSize, sampling, assembly.threads(threads));
  }

  /**
   * Number of threads that assemble batches while an engine computes on {@code team} threads: what
   * {@link #threads(int)} says, else one for each processor that the team leaves free, and at least
   * one.
   */
  public int threadsBeside(int team) {
    return assembly
        .threads()
        .orElse(Math.max(1, Runtime.getRuntime().availableProcessors() - team));
  }

  /** Number of batches in an epoch, the smaller last one included. */
  public int count() {
    return Math.ceilDiv(data.size(), batchSize);
  }

  /** Starts the threads that assemble batches ahead of their use; close it when done. */
  public BatchPrefetcher open() {
    return new BatchPrefetcher(this);
  }
}
