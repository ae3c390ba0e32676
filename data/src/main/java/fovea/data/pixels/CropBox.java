package fovea.data.pixels;

import java.util.Locale;

/**
 * A part of a picture, in pixels.
 *
 * @param top its first row
 * @param left its first column
 * @param height number of rows
 * @param width number of columns
 */
public record CropBox(int top, int left, int height, int width) {

  /**
   * Checks that the part lies in a picture.
   *
   * @throws DataException if it reaches beyond
   */
  public void requireWithin(PictureShape shape) {
    if (top < 0 || left < 0 || height > shape.height() - top || width > shape.width() - left) {
      throw new DataException(
          "picture",
          String.format(
              Locale.ROOT,
              "expected a part of %s, found %d × %d from row %d and column %d",
              shape,
              height,
              width,
              top,
              left),
          "Give a part that lies in the picture");
    }
  }
}
