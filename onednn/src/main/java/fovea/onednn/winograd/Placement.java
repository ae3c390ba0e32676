package fovea.onednn.winograd;

import fovea.graph.Shape;

/**
 * Distances in a tensor {@code [n, c, h, w]} of floats, in bytes: of pictures, blocks of channels,
 * rows and pixels.
 */
record Placement(long picture, long block, long row, long pixel) {
  /** Channels that lie beside each other in both layouts. */
  static final int BLOCK = 16;

  /** In {@code nChw16c} or {@code nhwc}. */
  static Placement of(Shape shape, boolean blocked) {
    long channels = shape.dim(1);
    long height = shape.dim(2);
    long width = shape.dim(3);
    long pixel = Float.BYTES * (blocked ? BLOCK : channels);
    long block = Float.BYTES * BLOCK * (blocked ? height * width : 1);
    return new Placement(Float.BYTES * channels * height * width, block, width * pixel, pixel);
  }
}
