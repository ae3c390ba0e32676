package fovea.nn.inspect;

import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.type.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Receptive fields of all nodes of a forward pass, in pixels of its input. */
final class ReceptiveFields {
  private final Map<Node, ReceptiveField> fields = new HashMap<>();
  private final ReceptiveField whole;

  /**
   * Walks over the nodes.
   *
   * @param picture the input {@code [n, c, h, w]}
   * @param nodes in order of making
   */
  ReceptiveFields(Tensor picture, List<Node> nodes) {
    boolean flat = picture.shape().rank() < 4;
    this.whole = ReceptiveField.whole(flat ? Shape.scalar() : picture.shape());
    fields.put(picture.node(), flat ? whole : ReceptiveField.same());
    nodes.forEach(node -> fields.put(node, field(node)));
  }

  /** What an element of the node's result depends on. */
  ReceptiveField of(Node node) {
    return fields.getOrDefault(node, whole);
  }

  private ReceptiveField field(Node node) {
    ReceptiveField before =
        node.inputs().stream()
            .map(input -> fields.get(input.node()))
            .filter(field -> field != null)
            .reduce(ReceptiveField::and)
            .orElse(whole);
    if (before.isWhole()) {
      return whole;
    }
    ReceptiveField own = node.op().receptiveField(node.input(0).shape());
    return own.isWhole() ? whole : before.then(own);
  }
}
