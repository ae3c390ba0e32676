package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/**
 * Enlarges {@code [n, c, h, w]} by bilinear interpolation.
 *
 * @param alignCorners whether the corner pixels keep their values; else, as in most libraries,
 *     pixel centers lie at half positions
 */
public record UpsampleBilinear(int scale, boolean alignCorners) implements Layer {

  /** Without aligned corners. */
  public UpsampleBilinear(int scale) {
    this(scale, false);
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.shape().rank() != 4) {
      return x.upsampleBilinear(scale, scale, alignCorners); // says what is missing
    }
    int height = x.shape().dim(2) * scale;
    int width = x.shape().dim(3) * scale;
    return x.upsampleBilinear(height, width, alignCorners);
  }
}
