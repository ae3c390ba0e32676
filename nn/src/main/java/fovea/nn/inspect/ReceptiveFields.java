package fovea.nn.inspect;

import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.op.Source;
import fovea.graph.type.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Receptive fields of what a network computes, in pixels of its input. */
public final class ReceptiveFields {
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
    nodes.forEach(node -> field(node).ifPresent(field -> fields.put(node, field)));
  }

  /**
   * The pixels of {@code picture} that an element of {@code value} depends on, such as that of a
   * {@link fovea.nn.ForwardPass}.
   *
   * @param picture the input {@code [n, c, h, w]}
   * @param value what a network makes of it, with places {@code [..., h, w]}
   */
  public static ReceptiveField between(Tensor picture, Tensor value) {
    List<Node> nodes =
        NodeOrder.asMade(List.of(value)).stream()
            .filter(node -> node != picture.node() && !(node.op() instanceof Source))
            .toList();
    return new ReceptiveFields(picture, nodes).of(value.node());
  }

  /** What an element of the node's result depends on. */
  ReceptiveField of(Node node) {
    return fields.getOrDefault(node, whole);
  }

  /** Nothing of what does not depend on the picture, as weights that are computed. */
  private Optional<ReceptiveField> field(Node node) {
    return node.inputs().stream()
        .map(input -> fields.get(input.node()))
        .filter(field -> field != null)
        .reduce(ReceptiveField::and)
        .map(before -> through(before, node));
  }

  private ReceptiveField through(ReceptiveField before, Node node) {
    if (before.isWhole()) {
      return whole;
    }
    ReceptiveField own = node.op().receptiveField(node.input(0).shape());
    return own.isWhole() ? whole : before.then(own);
  }
}
