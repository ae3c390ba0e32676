package fovea.nn.inspect;

import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import fovea.nn.Mode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Receptive fields of all that a network computes, in pixels of its input, found from the graph of
 * its forward pass in inference; nothing runs.
 */
public final class ReceptiveFields {
  private final Map<Node, ReceptiveField> fields = new HashMap<>();
  private final ReceptiveField whole;
  private final ForwardPass pass;

  /**
   * Those of {@code network} for an input of the given type, {@code [n, c, h, w]}.
   *
   * @throws fovea.graph.type.FoveaException if the network does not accept it
   */
  public static ReceptiveFields of(Layer network, TensorType input) {
    Tensor picture = Tensor.full(input, 0);
    return new ReceptiveFields(picture, Mode.inference(() -> ForwardPass.of(network, picture)));
  }

  /**
   * Walks over the nodes of a pass of {@code picture}.
   *
   * @param picture the input {@code [n, c, h, w]}
   */
  ReceptiveFields(Tensor picture, ForwardPass pass) {
    this.pass = pass;
    boolean flat = picture.shape().rank() < 4;
    this.whole = ReceptiveField.whole(flat ? Shape.scalar() : picture.shape());
    fields.put(picture.node(), flat ? whole : ReceptiveField.same());
    pass.nodes()
        .forEach(named -> field(named.node()).ifPresent(field -> fields.put(named.node(), field)));
  }

  /**
   * What an element of the value called {@code name} in a {@link ForwardPass} depends on.
   *
   * @throws fovea.graph.type.FoveaException if there is no such value, with the nearest names
   */
  public ReceptiveField at(String name) {
    return of(pass.at(name).node());
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
