package fovea.data.picture;

import fovea.data.Interpolation;
import fovea.data.Picture;
import fovea.data.PictureShape;
import fovea.data.Scaling;

/**
 * Antialiased scaling, bit for bit as Pillow does it: first all rows, then all columns, in fixed
 * point, each result rounded to a byte.
 */
public final class Resize {

  private Resize() {}

  /** The whole picture, scaled to {@code height × width}. */
  public static Picture scale(Picture picture, Interpolation interpolation, int height, int width) {
    PictureShape shape = picture.shape();
    Picture scaled = picture;
    if (width != shape.width()) {
      scaled = horizontally(scaled, ResizeWeights.of(interpolation, shape.width(), width));
    }
    if (height != shape.height()) {
      scaled = vertically(scaled, ResizeWeights.of(interpolation, shape.height(), height));
    }
    return scaled;
  }

  /** The whole picture, its shorter side scaled to a given length. */
  public static Picture scale(Picture picture, Scaling scaling) {
    PictureShape scaled = scaling.apply(picture.shape());
    return scale(picture, scaling.interpolation(), scaled.height(), scaled.width());
  }

  /** The middle of the picture, or the picture on black where it is too small. */
  public static Picture centerCrop(Picture picture, int height, int width) {
    PictureShape shape = picture.shape();
    int top = middle(shape.height() - height);
    int left = middle(shape.width() - width);
    var cropped = new Picture(new PictureShape(shape.channels(), height, width));
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = Math.max(0, -top); row < Math.min(height, shape.height() - top); row++) {
        int from = Math.max(0, -left);
        int to = Math.min(width, shape.width() - left);
        System.arraycopy(
            picture.pixels(),
            (channel * shape.height() + row + top) * shape.width() + from + left,
            cropped.pixels(),
            (channel * height + row) * width + from,
            to - from);
      }
    }
    return cropped;
  }

  /** Half of the excess as torchvision rounds it: to the even side, or what lacks towards zero. */
  private static int middle(int excess) {
    return excess < 0 ? excess / 2 : (int) Math.rint(excess / 2.0);
  }

  private static Picture horizontally(Picture picture, ResizeWeights weights) {
    PictureShape shape = picture.shape();
    int width = weights.outputs();
    int rows = shape.channels() * shape.height();
    byte[] from = picture.pixels();
    var to = new byte[rows * width];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < width; column++) {
        to[row * width + column] = weights.apply(column, from, row * shape.width(), 1);
      }
    }
    return new Picture(new PictureShape(shape.channels(), shape.height(), width), to);
  }

  private static Picture vertically(Picture picture, ResizeWeights weights) {
    PictureShape shape = picture.shape();
    int height = weights.outputs();
    int width = shape.width();
    byte[] from = picture.pixels();
    var to = new byte[shape.channels() * height * width];
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          to[(channel * height + row) * width + column] =
              weights.apply(row, from, channel * shape.pixels() + column, width);
        }
      }
    }
    return new Picture(new PictureShape(shape.channels(), height, width), to);
  }
}
