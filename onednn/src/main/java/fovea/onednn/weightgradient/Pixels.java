package fovea.onednn.weightgradient;

import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import fovea.onednn.code.Placement;
import fovea.onednn.ffm.DataType;

/**
 * The pixels of a tensor of bf16 {@code [n, c, h, w]} that a window meets, place by place.
 *
 * @param shape of the tensor, channels in whole blocks
 * @param blocked whether it lies in {@code nChw16c}, not in {@code nhwc}
 * @param window that slides over it
 */
public record Pixels(Shape shape, boolean blocked, Window window) {
  /** The place of a pixel that is padding. */
  static final long OUTSIDE = Long.MIN_VALUE;

  /** Bytes of the channels of a block, of one pixel. */
  static final int BYTES = DataType.BF16.bytes() * Placement.BLOCK;

  /** Checks the channels. */
  public Pixels {
    if (shape.dim(1) % Placement.BLOCK != 0) {
      throw new IllegalArgumentException(shape + " has no whole blocks of channels.");
    }
  }

  /** All pixels, each once. */
  public static Pixels of(Shape shape, boolean blocked) {
    return new Pixels(shape, blocked, Window.of(1));
  }

  /** Blocks of channels. */
  int blocks() {
    return shape.dim(1) / Placement.BLOCK;
  }

  /** Pixels of a window. */
  int taps() {
    return window.kernel().h() * window.kernel().w();
  }

  /** Places of the window in all pictures. */
  int count() {
    return shape.dim(0) * height() * width();
  }

  /** Places below each other. */
  int height() {
    return window.outHeight(shape.dim(2));
  }

  /** Places beside each other. */
  int width() {
    return window.outWidth(shape.dim(3));
  }

  /** Bytes from a block of channels to the next one. */
  long block() {
    return placement().block();
  }

  /** Whether the pixels of a block lie one after the other in the order of the places. */
  boolean dense() {
    return blocked && window.stride().equals(Window.of(1).stride());
  }

  private Placement placement() {
    return Placement.of(shape, DataType.BF16, blocked);
  }

  /**
   * Bytes from where the block begins in the first picture to what a pixel of the window lies over,
   * for each place of the window; {@link #OUTSIDE} where that is padding.
   */
  long[] places(int tap) {
    int down = tap / window.kernel().w() * window.dilation().h() - window.padding().top();
    int across = tap % window.kernel().w() * window.dilation().w() - window.padding().left();
    Placement at = placement();
    int width = width();
    long[] places = new long[count()];
    for (int line = 0; line < places.length / width; line++) {
      long picture = line / height() * at.picture();
      int h = line % height() * window.stride().h() + down;
      for (int i = 0; i < width; i++) {
        int w = i * window.stride().w() + across;
        boolean within = h >= 0 && h < shape.dim(2) && w >= 0 && w < shape.dim(3);
        places[line * width + i] = within ? picture + h * at.row() + w * at.pixel() : OUTSIDE;
      }
    }
    return places;
  }
}
