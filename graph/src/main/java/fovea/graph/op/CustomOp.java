package fovea.graph.op;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.List;

/**
 * An op of your own, with a gradient of its own: either {@linkplain InTensors made up of other
 * ops}, or {@linkplain InJava computed by Java code}. It works in every function, on every device,
 * in training and under gradients of gradients, as long as its own gradient has one.
 *
 * <p>Make it a record: plans are shared by ops that are equal. What it does must follow from its
 * inputs alone, for plans run it as often as they need to.
 */
public sealed interface CustomOp {

  /** Name in plans, summaries and errors: the type's, in lower camel case. */
  default String name() {
    String name = getClass().getSimpleName();
    return name.isEmpty() ? "custom" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /**
   * Gradients of the inputs as tensors, so that they can be differentiated again.
   *
   * @return one for each input and of its type; {@link Tensor#zero} where none flows, as into
   *     integers
   */
  List<Tensor> gradient(Applied applied);

  /** The result for {@code inputs}; the first one if there are several. */
  default Tensor apply(Tensor... inputs) {
    return results(List.of(inputs)).getFirst();
  }

  /**
   * All results for {@code inputs}.
   *
   * @throws FoveaException if the op does not accept them
   */
  List<Tensor> results(List<Tensor> inputs);

  /**
   * One application of an op, to be differentiated.
   *
   * @param inputs that it was applied to
   * @param results that it gave
   * @param upstream the gradient of each result, of its type; zeros where none flows
   */
  record Applied(List<Tensor> inputs, List<Tensor> results, List<Tensor> upstream) {}

  /**
   * An op that other ops make up, but whose gradient is not theirs: to reverse or to limit a
   * gradient, to let it pass what has none, or to compute it in a better way. Costs what its ops
   * cost, which are fused and planned with all others. No gradient flows to tensors that {@link
   * #forward} takes from elsewhere.
   */
  non-sealed interface InTensors extends CustomOp {
    /** The results for {@code inputs}. */
    List<Tensor> forward(List<Tensor> inputs);

    @Override
    default List<Tensor> results(List<Tensor> inputs) {
      return Custom.Composed.apply(this, inputs);
    }
  }

  /** An op that Java code computes, in memory of the plan. */
  non-sealed interface InJava extends CustomOp {
    /**
     * Types of the results.
     *
     * @throws FoveaException if the inputs do not fit
     */
    List<TensorType> types(List<TensorType> inputs);

    /**
     * Computes the results. Runs on the thread of the kernels; code that shares its work out to
     * others waits for them. The buffers are row-major and of no use after the call. No value of a
     * tensor may be asked for in here, nor may a plan run.
     *
     * @param inputs to be read only
     * @param results to be filled; zeros at first
     */
    void compute(List<HostBuffer> inputs, List<HostBuffer> results);

    @Override
    default List<Tensor> results(List<Tensor> inputs) {
      return Node.of(new Custom.Computed(this), inputs).outputs();
    }
  }
}
