package fovea.data.batch;

import fovea.data.pixels.DataException;
import java.util.List;
import java.util.OptionalInt;

/**
 * How batches come together.
 *
 * @param seed decides orders, and what is drawn at random
 * @param augments that mix the examples of a batch; of several, one is drawn for each batch
 * @param threads that assemble batches ahead; empty for those that the engine leaves free, at least
 *     one
 */
public record Assembly(long seed, List<BatchAugment> augments, OptionalInt threads) {
  private static final int MOST = 1_024;

  /**
   * Copies the list, and checks the number of threads.
   *
   * @throws DataException if it is out of range
   */
  public Assembly {
    augments = List.copyOf(augments);
    if (threads.isPresent() && (threads.getAsInt() < 1 || threads.getAsInt() > MOST)) {
      throw new DataException(
          "threads of the data loader",
          "expected 1 to 1,024, found " + threads.getAsInt(),
          "Give another number");
    }
  }

  /** Seed 0, nothing mixed, on the threads that the engine leaves free. */
  public Assembly() {
    this(0, List.of(), OptionalInt.empty());
  }

  /** With another seed. */
  public Assembly seed(long seed) {
    return new Assembly(seed, augments, threads);
  }

  /** With other augmentations of batches. */
  public Assembly augments(List<BatchAugment> augments) {
    return new Assembly(seed, augments, threads);
  }

  /** On so many threads. */
  public Assembly threads(int threads) {
    return new Assembly(seed, augments, OptionalInt.of(threads));
  }
}
