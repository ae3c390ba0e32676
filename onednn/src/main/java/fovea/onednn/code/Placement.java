package fovea.onednn.code;

import fovea.graph.Shape;
import fovea.onednn.ffm.DataType;

/**
 * Distances in a tensor {@code [n, c, h, w]}, in bytes: of pictures, blocks of channels, rows and
 * pixels.
 */
public record Placement(long picture, long block, long row, long pixel) {
  /** Channels that lie beside each other in both layouts. */
  public static final int BLOCK = 16;

  /** The layout of pictures in such blocks. */
  public static final String BLOCKED = "nChw16c";

  /** The layout of pictures whose pixels have all channels together. */
  public static final String CHANNELS_LAST = "nhwc";

  /** The layout of a weight whose channels lie in such blocks, those of the result innermost. */
  public static final String WEIGHT_LAYOUT = "OIhw16i16o";

  /** In {@link #BLOCKED} or {@link #CHANNELS_LAST}. */
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
