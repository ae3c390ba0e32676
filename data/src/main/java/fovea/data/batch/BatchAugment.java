package fovea.data.batch;

import fovea.data.augment.CounterRandom;
import fovea.data.pixels.DataException;
import fovea.format.Codecs;

/**
 * Data augmentation that mixes the examples of a training batch, whose classes it mixes with them.
 * An own one is a record or a lambda; give it a codec if a file that names it shall be read back.
 */
@FunctionalInterface
public interface BatchAugment {

  /**
   * Changes the input of a batch in place, and says by {@link MixedBatch#mix} what each example
   * consists of now.
   *
   * @param random keyed by seed, epoch and index of the batch
   */
  void apply(MixedBatch batch, CounterRandom random);

  /**
   * Checks, before anything is read, that it can be applied to such an input.
   *
   * @param input of one example, without the batch axis
   * @throws DataException if it cannot
   */
  default void check(TensorSpec input) {}

  /** The codecs of augmentations of batches, by which runs name them. */
  static Codecs<BatchAugment> codecs() {
    return BatchAugmentCodecs.ALL;
  }
}
