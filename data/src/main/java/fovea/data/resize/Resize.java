package fovea.data.resize;

import fovea.data.pixels.CropBox;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.ResizeWeights.Axis;
import fovea.data.resize.Scaling.LongSide;

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
   * only what is kept is calculated. Half a pixel is rounded as {@code scaling} rounds the longer
   * side: to the even number with torchvision's rule, else downwards.
   *
   * @param height of the middle, at most the short side
   * @param width of the middle, at most the short side
   */
  public static Picture scaleAndCrop(Picture picture, Scaling scaling, int height, int width) {
    PictureShape scaled = scaling.apply(picture.shape());
    int top = middle(scaled.height() - height, scaling.longSide());
    int left = middle(scaled.width() - width, scaling.longSide());
    return scaleAndCrop(picture, scaling, new CropBox(top, left, height, width));
  }

  /**
   * A part of the scaled picture: the same as {@link #scale} and then {@link Picture#part}, but
   * only what is kept is calculated.
   *
   * @throws fovea.data.pixels.DataException if the part reaches beyond the scaled picture
   */
  public static Picture scaleAndCrop(Picture picture, Scaling scaling, CropBox box) {
    PictureShape shape = picture.shape();
    PictureShape scaled = scaling.apply(shape);
    if (scaled.equals(shape)) {
      return picture.part(box.top(), box.left(), box.height(), box.width());
    }
    box.requireWithin(scaled);
    var rows = new Axis(shape.height(), scaled.height(), box.top(), box.height());
    var columns = new Axis(shape.width(), scaled.width(), box.left(), box.width());
    return Resampler.apply(
        picture,
        ResizeWeights.of(scaling.interpolation(), rows),
        ResizeWeights.of(scaling.interpolation(), columns));
  }

  /** The middle of the picture, or the picture on black where it is too small. */
  public static Picture centerCrop(Picture picture, int height, int width) {
    PictureShape shape = picture.shape();
    int top = middle(shape.height() - height, LongSide.TRUNCATED);
    int left = middle(shape.width() - width, LongSide.TRUNCATED);
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

  /** Half of the excess; what lacks is halved towards zero. */
  private static int middle(int excess, LongSide rule) {
    boolean even = excess > 0 && rule == LongSide.TRUNCATED;
    return even ? (int) Math.rint(excess / 2.0) : excess / 2;
  }
}
