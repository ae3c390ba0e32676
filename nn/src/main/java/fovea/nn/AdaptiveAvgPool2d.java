package fovea.nn;

import fovea.graph.Tensor;

/**
 * Mean over a grid of {@code height} by {@code width} nearly equal parts of {@code [n, c, h, w]}.
 */
public record AdaptiveAvgPool2d(int height, int width) implements Layer {

  /** A square grid. */
  public AdaptiveAvgPool2d(int size) {
    this(size, size);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.adaptiveAveragePool(height, width);
  }
}
