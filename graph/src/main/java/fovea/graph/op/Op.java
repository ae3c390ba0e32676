package fovea.graph.op;

import fovea.graph.AutocastPolicy;
import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Relevance;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;

/**
 * What a model says: attributes by value, a rule for the types of the results and one for the
 * gradient. The inputs live in the {@link Node}.
 */
public sealed interface Op
    permits Source,
        Unary,
        UnaryGrad,
        Binary,
        Select,
        Conv,
        Pool,
        Dense,
        Norm,
        Distribution,
        Loss,
        Reduce,
        Move,
        Upsample,
        Noise,
        Update,
        Custom {

  /**
   * Types of the results.
   *
   * @throws FoveaException if the inputs do not fit
   */
  List<TensorType> types(List<TensorType> inputs);

  /**
   * Gradients of the inputs as nodes, so that they can be differentiated again.
   *
   * @param node the application that is differentiated
   * @param upstream a gradient for each result; {@link Tensor#zero} where none flows
   * @return a gradient for each input; {@link Tensor#zero} where none flows
   */
  List<Tensor> vjp(Node node, List<Tensor> upstream);

  /** What mixed precision does to it: it stays in f32 unless it says otherwise. */
  default AutocastPolicy autocast() {
    return AutocastPolicy.f32();
  }

  /**
   * Products that it sums up on inputs of these types, those with padding included. Biases, norms,
   * activations and pooling count none: memory bounds them, not arithmetic.
   */
  default long multiplyAdds(List<TensorType> inputs) {
    return 0;
  }

  /**
   * Which places of an input of shape {@code x}, its first or another of equal height and width, an
   * element of a result depends on: all of them unless it says otherwise.
   */
  default ReceptiveField receptiveField(Shape x) {
    return ReceptiveField.whole(x);
  }

  /**
   * Whether the results are sums of elements of its first input, each times what does not depend on
   * that: {@link Relevance} goes back through such ops in proportion to the terms.
   */
  default boolean linear() {
    return false;
  }

  /** Name in plans, tests and errors: the record's, in lower camel case. */
  default String name() {
    String name = getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
