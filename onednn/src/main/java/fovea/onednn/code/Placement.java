package fovea.onednn.code;

import fovea.graph.type.Shape;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;

/**
 * Distances in a tensor {@code [n, c, h, w]}, in bytes: of pictures, blocks of channels, rows and
 * pixels.
 */
public record Placement(long picture, long block, long row, long pixel) {
  /** Channels that lie beside each other in both layouts. */
  public static final int BLOCK = 16;

  /** In {@link FormatTag#NCHW16C} or {@link FormatTag#NHWC}. */
  public static Placement of(Shape shape, DataType type, boolean blocked) {
    long element = type.bytes();
    long channels = shape.dim(1);
    long height = shape.dim(2);
    long width = shape.dim(3);
    long pixel = element * (blocked ? BLOCK : channels);
    long block = element * BLOCK * (blocked ? height * width : 1);
    return new Placement(element * channels * height * width, block, width * pixel, pixel);
  }
}
