package fovea.explain.network;

import fovea.graph.type.Shape;

/**
 * A value of a forward pass that is a stack of maps, as those of convolutions are.
 *
 * @param name under which a {@link fovea.nn.ForwardPass} has it, such as {@code layer4} or {@code
 *     features.3.relu}
 * @param op the op that gives it, as plans call it
 * @param shape for one picture, {@code [1, c, h, w]}
 */
public record FeatureLayer(String name, String op, Shape shape) {

  /** Number of maps, which are also called channels, units or filters. */
  public int units() {
    return shape.dim(1);
  }

  /** Rows of a map. */
  public int height() {
    return shape.dim(2);
  }

  /** Columns of a map. */
  public int width() {
    return shape.dim(3);
  }

  @Override
  public String toString() {
    return name + ", " + units() + " maps of " + height() + "×" + width();
  }
}
