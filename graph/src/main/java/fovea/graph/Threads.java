package fovea.graph;

import fovea.graph.type.FoveaException;

/**
 * How many threads the kernels of a plan use. Sums are split among threads, so results repeat bit
 * for bit for one number of threads.
 */
public sealed interface Threads {

  /**
   * All of the engine's, or fewer where measured runs are faster so: small plans, whose threads
   * wait for each other longer than they compute, and cores that other programs use. A plan that
   * changes variables, such as a step of training, is measured before its first run and then keeps
   * its number; others are measured as they run.
   */
  record Measured() implements Threads {}

  /**
   * Always the same number.
   *
   * @param count 1 to {@link Engine#mostThreads}
   */
  record Fixed(int count) implements Threads {
    /** Checks the number. */
    public Fixed {
      if (count < 1 || count > Engine.mostThreads()) {
        throw FoveaException.at(
            "threads", count + " threads are asked for", "use 1 to " + Engine.mostThreads());
      }
    }
  }

  /** Measured ones. */
  static Threads measured() {
    return new Measured();
  }

  /** Always {@code count}. */
  static Threads fixed(int count) {
    return new Fixed(count);
  }
}
