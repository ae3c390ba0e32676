package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/**
 * Mean over a grid of {@code height} by {@code width} nearly equal parts of {@code [n, c, h, w]}; a
 * picture of that size stays as it is.
 */
public record AdaptiveAvgPool2d(int height, int width) implements Layer {

  /** A square grid. */
  public AdaptiveAvgPool2d(int size) {
    this(size, size);
  }

  @Override
  public Tensor forward(Tensor x) {
    boolean fits = x.shape().rank() == 4 && x.shape().dim(2) == height && x.shape().dim(3) == width;
    return fits ? x : x.adaptiveAveragePool(height, width);
  }
}
