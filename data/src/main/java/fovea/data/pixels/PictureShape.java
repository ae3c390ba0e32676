package fovea.data.pixels;

import fovea.graph.type.TensorType;

/**
 * The dimensions of a picture, {@code [c, h, w]}.
 *
 * @param channels 1 for gray, 3 for red, green and blue
 * @param height in pixels
 * @param width in pixels
 */
public record PictureShape(int channels, int height, int width) {

  /**
   * Checks the dimensions.
   *
   * @throws DataException if one is below 1, or the picture has more values than a Java array
   */
  public PictureShape {
    if (channels < 1
        || height < 1
        || width < 1
        || (double) channels * height * width > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "picture shape",
          "expected at least 1 channel, row and column and under 2^31 values, found "
              + text(channels, height, width),
          "Give other dimensions");
    }
  }

  /** Pixels of one channel. */
  public int pixels() {
    return height * width;
  }

  /** Values of all channels: the size of the picture in bytes while it is made of bytes. */
  public int values() {
    return channels * pixels();
  }

  /** The type of {@code pictures} of them as a network takes them: f32 {@code [n, c, h, w]}. */
  public TensorType batch(int pictures) {
    return TensorType.f32(pictures, channels, height, width);
  }

  /** This shape with another number of channels. */
  public PictureShape channels(int channels) {
    return new PictureShape(channels, height, width);
  }

  /** As {@code [c, h, w]}. */
  @Override
  public String toString() {
    return text(channels, height, width);
  }

  private static String text(int channels, int height, int width) {
    return "[" + channels + ", " + height + ", " + width + "]";
  }
}
