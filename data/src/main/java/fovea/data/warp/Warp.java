package fovea.data.warp;

import fovea.data.pixels.Picture;
import fovea.data.resize.Border;

/**
 * Where each pixel of a changed picture lies in the one before. Coordinates count from the middle
 * of the pixel in the upper left corner, to the right and downwards.
 */
@FunctionalInterface
public interface Warp {

  /**
   * Tells it for a row of the changed picture.
   *
   * @param row the row, from 0
   * @param x receives for each of its pixels how far to the right its source lies
   * @param y receives how far down
   */
  void row(int row, float[] x, float[] y);

  /**
   * A changed copy of a picture, of the same size. What lies between pixels is interpolated
   * bilinearly; like Pillow, a source up to half a pixel beyond the outermost pixels counts as
   * theirs.
   *
   * @param border what lies farther beyond the edges
   */
  default Picture apply(Picture picture, Border border) {
    return BilinearSampler.apply(this, picture, border);
  }
}
