package fovea.train;

/**
 * The steps of an epoch: each takes the gradients of some batches, the last one those that are
 * left.
 *
 * @param batches of an epoch
 * @param accumulated number of batches in a step
 */
record EpochSteps(long batches, int accumulated) {

  /** Steps of an epoch. */
  long count() {
    return Math.ceilDiv(batches, (long) accumulated);
  }

  /** Whether there is a step after batch number {@code batch} of an epoch, counted from 1. */
  boolean isStep(long batch) {
    return batch % accumulated == 0 || batch == batches;
  }

  /** Where a training stands after so many epochs and so many batches of {@code size} examples. */
  TrainStep.Position position(long epochs, long batch, int size) {
    long steps = epochs * count() + (batch == batches ? count() : batch / accumulated);
    long waiting = batch == batches ? 0 : batch % accumulated;
    return new TrainStep.Position(steps, epochs * batches + batch, waiting * size);
  }
}
