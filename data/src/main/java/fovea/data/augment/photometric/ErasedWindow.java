package fovea.data.augment.photometric;

import fovea.data.augment.CounterRandom;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;

/**
 * A part of a picture that is erased; what lies beyond the picture's edges does not count.
 *
 * @param top its first row
 * @param left its first column
 * @param height in pixels
 * @param width in pixels
 */
public record ErasedWindow(int top, int left, int height, int width) {

  /** A copy of the picture without what is seen in the window. */
  public Picture erase(Picture picture, EraseFill fill, CounterRandom random) {
    PictureShape shape = picture.shape();
    int firstRow = Math.clamp(top, 0, shape.height());
    int lastRow = Math.clamp((long) top + height, firstRow, shape.height());
    int first = Math.clamp(left, 0, shape.width());
    int last = Math.clamp((long) left + width, first, shape.width());
    var erased = new Picture(shape, picture.pixels().clone());
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = firstRow; row < lastRow; row++) {
        int start = (channel * shape.height() + row) * shape.width();
        fill.fill(erased.pixels(), start + first, start + last, random);
      }
    }
    return erased;
  }
}
