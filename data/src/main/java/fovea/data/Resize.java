package fovea.data;

import fovea.data.ResizeWeights.Axis;

/**
 * Antialiased scaling, bit for bit as Pillow does it: first all rows, then all columns, in fixed
 * point, each result rounded to a byte.
 */
public final class Resize {

  private Resize() {}

  /** The whole picture, scaled to {@code height × width}. */
  public static Picture scale(Picture picture, Interpolation interpolation, int height, int width) {
    PictureShape shape = picture.shape();
    if (shape.height() == height && shape.width() == width) {
      return picture;
    }
    var rows = new Axis(shape.height(), height, 0, height);
    var columns = new Axis(shape.width(), width, 0, width);
    return Resampler.apply(
        picture, ResizeWeights.of(interpolation, rows), ResizeWeights.of(interpolation, columns));
  }

  /** The whole picture, its shorter side scaled to a given length. */
  public static Picture scale(Picture picture, Scaling scaling) {
    PictureShape scaled = scaling.apply(picture.shape());
    return scale(picture, scaling.interpolation(), scaled.height(), scaled.width());
  }

  /**
   * The middle of the scaled picture: the same as {@link #scale} and then {@link #centerCrop}, but
   * only what is kept is calculated.
   *
   * @param height of the middle, at most the short side
   * @param width of the middle, at most the short side
   */
  public static Picture scaleAndCrop(Picture picture, Scaling scaling, int height, int width) {
    PictureShape shape = picture.shape();
    PictureShape scaled = scaling.apply(shape);
    if (scaled.equals(shape)) {
      return centerCrop(picture, height, width);
    }
    var rows = new Axis(shape.height(), scaled.height(), middle(scaled.height() - height), height);
    var columns = new Axis(shape.width(), scaled.width(), middle(scaled.width() - width), width);
    return Resampler.apply(
        picture,
        ResizeWeights.of(scaling.interpolation(), rows),
        ResizeWeights.of(scaling.interpolation(), columns));
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
}
