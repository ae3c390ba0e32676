package fovea.similar;

import fovea.explain.network.ExplainedNetwork;
import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.graph.op.Conv;
import fovea.graph.op.Dense;
import fovea.graph.op.Op;
import fovea.graph.type.FoveaException;
import fovea.nn.ForwardPass;
import fovea.nn.NamedNode;
import java.util.Optional;

/** Whose values are the vectors of pictures. */
public sealed interface VectorLayer {

  /** The last hidden layer: what goes into the last linear layer or, without one, convolution. */
  record LastHidden() implements VectorLayer {
    @Override
    public String toString() {
      return "last hidden layer";
    }
  }

  /**
   * A layer of the network.
   *
   * @param path such as {@code features.13}
   */
  record At(String path) implements VectorLayer {
    @Override
    public String toString() {
      return "layer " + path;
    }
  }

  /** The layer whose text, as {@code toString} gives it, is {@code text}. */
  static VectorLayer named(String text) {
    String at = new At("").toString();
    return text.startsWith(at) ? new At(text.substring(at.length())) : new LastHidden();
  }

  /**
   * Its values as vectors {@code [n, dimension]} of length 1; maps are averaged over their places.
   *
   * @throws FoveaException if the network has no such layer, or it gives neither vectors nor maps
   */
  default Tensor vectors(ExplainedNetwork subject, Tensor pictures) {
    Tensor value = value(ForwardPass.of(subject.network(), pictures));
    Tensor rows =
        switch (value.shape().rank()) {
          case 2 -> value;
          case 4 -> value.mean(2, 3);
          default ->
              throw FoveaException.at(
                  toString(),
                  "expected vectors [n, features] or maps [n, c, h, w], found " + value.shape(),
                  "choose another layer");
        };
    // A vector of zeros stays one: it is like nothing.
    return rows.div(rows.mul(rows).sum(Axes.of(1).keep()).add(Float.MIN_NORMAL).sqrt());
  }

  private Tensor value(ForwardPass pass) {
    return switch (this) {
      case At(String path) -> pass.at(path);
      case LastHidden _ ->
          last(pass, Dense.class)
              .or(() -> last(pass, Conv.class))
              .map(node -> node.node().input(0))
              .orElseThrow(
                  () ->
                      FoveaException.here(
                          "expected a network with a linear layer or a convolution, found none",
                          "name the layer whose values are the vectors"));
    };
  }

  private static Optional<NamedNode> last(ForwardPass pass, Class<? extends Op> kind) {
    return pass.nodes(kind).reversed().stream().findFirst();
  }
}
