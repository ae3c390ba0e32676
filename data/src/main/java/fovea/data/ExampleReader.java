package fovea.data;

import fovea.data.augment.CounterRandom;

/** Reads the examples of a data set, one after the other; used by one thread. */
@FunctionalInterface
public interface ExampleReader {

  /**
   * Writes every input and target of an example.
   *
   * @param index of the example
   * @param random for changes at random; keyed by seed, epoch and index, so that a training repeats
   * @param row receives the values
   */
  void read(int index, CounterRandom random, BatchRow row);
}
