package fovea.nn;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Scope;
import fovea.nn.init.KeyedRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    return training(random, _ -> body.get());
  }

  /**
   * The same for a body that looks at the mode, as at the {@link Training#auxiliaries} that layers
   * have added.
   */
  static <T> T training(Tensor random, Function<Training, T> body) {
    if (random.type().dtype() != DType.I64 || random.shape().rank() != 0) {
      throw FoveaException.here(
          "training asks for a random scalar of type i64, found " + random.type(),
          "pass a new random number below 2^52 in each step");
    }
    Training mode = new Training(random);
    return ScopedValue.where(CurrentMode.VALUE, mode).call(() -> body.apply(mode));
  }

  /** Makes a graph for use: running statistics, no dropout; also inside of training. */
  static <T> T inference(Supplier<T> body) {
    return ScopedValue.where(CurrentMode.VALUE, new Inference()).call(body::get);
  }

  /**
   * A second output of a network in training, such as that of Inception's auxiliary head.
   *
   * @param logits of the shape of the network's own output
   * @param weight of their loss beside that of the network's output
   */
  record Auxiliary(Tensor logits, double weight) {}

  /** Layers are used. */
  record Inference() implements Mode {}

  /** Layers learn. */
  final class Training implements Mode {
    private final Tensor random;
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final List<Auxiliary> auxiliaries = new ArrayList<>();

    private Training(Tensor random) {
      this.random = random;
    }

    /** The random number of the step. */
    public Tensor random() {
      return random;
    }

    /**
     * Adds a second output to the forward pass: training makes the loss of these logits small, too.
     *
     * @param logits of the shape of the network's own output
     * @param weight of their loss beside that of the network's output
     */
    public void auxiliary(Tensor logits, double weight) {
      auxiliaries.add(new Auxiliary(logits, weight));
    }

    /** The second outputs that layers have added so far. */
    public List<Auxiliary> auxiliaries() {
      return List.copyOf(auxiliaries);
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
