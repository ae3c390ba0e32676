package fovea.nn;

import fovea.graph.Node;
import fovea.graph.type.TensorType;

/**
 * A node of a {@link ForwardPass} and what it is called there.
 *
 * @param name the path of its layer and its op, such as {@code layer1.0.relu}; a further one of
 *     that op in that layer is {@code layer1.0.relu_1}
 * @param node what computes it
 */
public record NamedNode(String name, Node node) {

  /** The op, as plans and summaries call it. */
  public String op() {
    return node.op().name();
  }

  /** Path of the layer that applies it, from the network that the program applied first. */
  public String path() {
    return node.path();
  }

  /** Shape and element type of its first result. */
  public TensorType type() {
    return node.output().type();
  }
}
