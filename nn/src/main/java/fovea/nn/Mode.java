package fovea.nn;

import fovea.graph.DType;
import fovea.graph.FoveaException;
import fovea.graph.Scope;
import fovea.graph.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whether layers learn or are used: read when the graph is made. Inference, unless a training step
 * says otherwise.
 */
public sealed interface Mode {

  /** The mode of the running {@link #training} or {@link #inference}. */
  static Mode current() {
    return CurrentMode.VALUE.isBound() ? CurrentMode.VALUE.get() : new Inference();
  }

  /**
   * Makes a graph for training: batch statistics, dropout.
   *
   * @param random a scalar of {@link DType#I64}, another below 2^52 in each step, from which all
   *     random choices of the step follow
   */
  static <T> T training(Tensor random, Supplier<T> body) {
    if (random.type().dtype() != DType.I64 || random.shape().rank() != 0) {
      throw FoveaException.here(
          "training asks for a random scalar of type i64, found " + random.type(),
          "pass a new random number below 2^52 in each step");
    }
    return ScopedValue.where(CurrentMode.VALUE, new Training(random)).call(body::get);
  }

  /** Makes a graph for use: running statistics, no dropout; also inside of training. */
  static <T> T inference(Supplier<T> body) {
    return ScopedValue.where(CurrentMode.VALUE, new Inference()).call(body::get);
  }

  /** Layers are used. */
  record Inference() implements Mode {}

  /** Layers learn. */
  final class Training implements Mode {
    private final Tensor random;
    private final Map<String, Integer> occurrences = new HashMap<>();

    private Training(Tensor random) {
      this.random = random;
    }

    /** The random number of the step. */
    public Tensor random() {
      return random;
    }

    /**
     * A key for the random choices of the running layer: it follows from the layer's path and how
     * often that has asked before, so that two passes in one step choose differently.
     */
    public long key() {
      String path = Scope.path();
      int occurrence = occurrences.merge(path, 1, Integer::sum) - 1;
      return KeyedRandom.of(0, path).occurrence(occurrence).key();
    }
  }
}
